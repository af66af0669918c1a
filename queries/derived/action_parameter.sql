-- Parameters of actions that decide what is reached, one row per value: role (see the list parameter_role), name, value,
-- is_expression: it is computed when the flow runs; is_from_trigger: what started the flow goes into it.
-- index: role
WITH
written AS (
	SELECT flow_id, step, name, connector_id, operation_id, environment_id,
	       CASE WHEN json_valid(inputs) THEN inputs END AS inputs
	  FROM flow_action
	 WHERE inputs IS NOT NULL
	   AND connector_id IS NOT NULL
	   AND COALESCE(is_deleted, 0) = 0
),
leaf AS (
	SELECT w.flow_id, w.step, w.name AS action, w.connector_id, w.operation_id, w.environment_id,
	       j.key AS name, list_match('parameter_role', j.key) AS role, j.value
	  FROM written AS w
	  JOIN json_tree(w.inputs) AS j
	 WHERE j.type = 'text'
	   AND list_match('parameter_role', j.key) IS NOT NULL
),
told AS (
	SELECT l.*, CASE WHEN value LIKE '@%' AND value NOT LIKE '@@%' OR value LIKE '%@{%'
	                 THEN 1 ELSE 0 END AS is_expression
	  FROM leaf AS l
)
SELECT t.*,
       CASE WHEN is_expression = 1
             AND (lower(value) LIKE '%triggerbody(%' OR lower(value) LIKE '%triggeroutputs(%'
                  OR lower(value) LIKE '%triggerformdata%') THEN 1 ELSE 0 END AS is_from_trigger
  FROM told AS t
