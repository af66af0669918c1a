-- title:    Managed flows and apps changed in production
-- severity: medium
-- needs:    solution, solution_component, environment.sku
-- either:   flow.is_managed, app.is_managed
-- wants:    flow.is_managed, app.is_managed
-- param:    days integer 1  days after an installation in which changes belong to it
-- refs:     Microsoft "Solution layers"; Microsoft "ALM basics"
-- rule:     ALM-002
-- resource: :resource_kind resource_id
--
-- A change by hand lays an unmanaged layer over the managed object. The next release seems to succeed and changes
-- nothing, because the layer hides it.
--
-- Look at the object's solution layers, carry the change back to development, then remove the active layer.
--
-- Layers are in no export, so this is a guess: the object was changed days after its solution was installed. Switching a
-- flow on or off and giving it another owner count as changes too.
WITH
release AS MATERIALIZED (
	SELECT s.solution_id, s.environment_id, s.environment_name, s.display_name,
	       CASE WHEN s.modified_at > s.installed_at THEN s.modified_at
	            ELSE COALESCE(s.installed_at, s.modified_at) END AS installed_at
	  FROM own_solution AS s
	 WHERE s.is_managed = 1 AND s.is_production = 1
),
carried AS (
	SELECT c.component_id, r.environment_id, r.environment_name, r.installed_at, r.display_name
	  FROM solution_component AS c
	  JOIN release AS r
	    ON r.solution_id = c.solution_id AND r.environment_id = c.environment_id
	 WHERE c.component_kind IN ('flow', 'workflow', 'app')
	 UNION ALL
	SELECT c.component_id, r.environment_id, r.environment_name, r.installed_at, r.display_name
	  FROM solution_component AS c
	  JOIN release AS r ON r.solution_id = c.solution_id
	 WHERE c.component_kind IN ('flow', 'workflow', 'app') AND c.environment_id IS NULL
),
installed AS MATERIALIZED (
	SELECT component_id, environment_id, min(environment_name) AS environment_name,
	       max(installed_at) AS installed_at, min(display_name) AS solution_name
	  FROM carried
	 GROUP BY component_id, environment_id
),
changed AS (
	SELECT 'flow' AS resource_kind, f.flow_id AS resource_id, f.display_name, f.modified_at,
	       f.owner_id, i.environment_id, i.environment_name, i.installed_at, i.solution_name
	  FROM flow AS f
	  JOIN installed AS i
	    ON i.component_id = f.flow_id AND i.environment_id = f.environment_id
	 WHERE f.is_managed = 1 AND COALESCE(f.is_deleted, 0) = 0
	 UNION
	SELECT 'flow', f.flow_id, f.display_name, f.modified_at, f.owner_id, i.environment_id,
	       i.environment_name, i.installed_at, i.solution_name
	  FROM flow AS f
	  JOIN installed AS i
	    ON i.component_id = f.workflow_id AND i.environment_id = f.environment_id
	 WHERE f.is_managed = 1 AND COALESCE(f.is_deleted, 0) = 0
	 UNION
	SELECT 'app', a.app_id, a.display_name, a.modified_at, a.owner_id, i.environment_id,
	       i.environment_name, i.installed_at, i.solution_name
	  FROM app AS a
	  JOIN installed AS i
	    ON i.component_id = a.app_id AND i.environment_id = a.environment_id
	 WHERE a.is_managed = 1 AND COALESCE(a.is_deleted, 0) = 0
)
SELECT c.resource_kind, c.display_name AS resource_name,
       'changed after its solution was installed' AS why, c.solution_name, c.modified_at,
       c.installed_at, c.owner_id, p.name AS owner_name, c.environment_name, c.environment_id,
       c.resource_id
  FROM changed AS c
  LEFT JOIN principal_standing AS p ON p.principal_id = c.owner_id
 WHERE (c.modified_at - c.installed_at) / 86400 > CAST(:days AS INTEGER)
 ORDER BY c.resource_kind, c.resource_id
