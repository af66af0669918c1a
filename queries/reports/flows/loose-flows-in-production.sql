-- title:    Flows in production that belong to no solution
-- severity: low
-- needs:    flow, flow.is_solution, environment
-- either:   environment.sku, environment.purpose
-- refs:     Microsoft "Application lifecycle management basics"
-- rule:     FLW-023
-- resource: flow flow_id
--
-- A flow outside of solutions was made where it runs: nobody tested it elsewhere, there is no earlier version, and it cannot
-- be moved with what belongs to it.
--
-- Add it to a solution in its environment, and bring later changes through a development environment.
--
-- An environment counts as production when the CoE team noted so, or by its type where nothing is noted. The default
-- environment is none. Flows of which nobody says whether they are in a solution are left out.
SELECT h.flow_name, 'in no solution' AS why, h.state, h.owner_id, h.owner_name, h.environment_name,
       h.environment_id, h.flow_id
  FROM flow_home AS h
 WHERE h.is_solution = 0
   AND h.is_production = 1
   AND h.is_live = 1
 ORDER BY h.environment_id, h.flow_id
