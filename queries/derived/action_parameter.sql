-- Parameters of actions that decide what is reached, one row per value: role (see the list parameter_role), name, value,
-- is_expression: it is computed when the flow runs; is_from_trigger: what started the flow goes into it.
-- index: flow_id
-- index: role
WITH
leaf AS (
	SELECT a.flow_id, a.step, a.name AS action, a.action_type, a.connector_id, a.operation_id,
	       a.environment_id, j.key AS name, CAST(j.value AS TEXT) AS value,
	       list_match('parameter_role', j.key) AS role
	  FROM flow_action AS a
	  JOIN json_tree(CASE WHEN json_valid(a.inputs) THEN a.inputs END) AS j
	 WHERE j.type = 'text'
	   AND j.key IS NOT NULL
	   AND a.connector_id IS NOT NULL
	   AND COALESCE(a.is_deleted, 0) = 0
)
SELECT flow_id, step, action, action_type, connector_id, operation_id, environment_id, name, role, value,
       CASE WHEN value LIKE '@%' AND value NOT LIKE '@@%' OR value LIKE '%@{%'
            THEN 1 ELSE 0 END AS is_expression,
       CASE WHEN (value LIKE '@%' AND value NOT LIKE '@@%' OR value LIKE '%@{%')
             AND (lower(value) LIKE '%triggerbody(%' OR lower(value) LIKE '%triggeroutputs(%'
                  OR lower(value) LIKE '%triggerformdata%') THEN 1 ELSE 0 END AS is_from_trigger
  FROM leaf
 WHERE role IS NOT NULL
