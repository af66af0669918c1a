-- title:    Solution flows with addresses and lists written into them
-- severity: low
-- needs:    flow, flow_action, flow_action.secure_inputs
-- refs:     Microsoft "Use environment variables in solutions"
-- rule:     FLW-022
-- resource: flow flow_id
-- key:      action parameter
--
-- A flow in a solution is meant to move from one environment to the next. A site or list written into it stays that of the
-- first one: production then reads and writes test data, or the other way round.
--
-- Make an environment variable for each place and set its value in every environment.
--
-- Only literal values of parameters that name a place are looked at (list parameter_role), and of these only addresses and
-- ids: a table's name is the same everywhere. Managed copies are left out, because their source is what needs the change.
SELECT h.flow_name, p.action, p.name AS parameter,
       CASE WHEN lower(p.value) LIKE 'http%://%' THEN 'an address stands in it' ELSE 'an id stands in it' END AS why,
       p.value, p.connector_id, h.state, h.owner_id, h.owner_name, h.environment_name, h.environment_id,
       p.flow_id
  FROM action_parameter AS p
  JOIN flow_home AS h ON h.flow_id = p.flow_id
 WHERE p.role = 'target'
   AND p.is_expression = 0
   AND (lower(p.value) LIKE 'http://%' OR lower(p.value) LIKE 'https://%'
        OR p.value LIKE '________-____-____-____-____________')
   AND h.is_solution = 1
   AND COALESCE(h.is_managed, 0) = 0
   AND h.is_live = 1
 ORDER BY h.environment_id, p.flow_id, p.action, p.name, p.value
