-- Actions that an action rule or an endpoint rule of a binding policy decides on: verdict is Allow, Block, Deny or
-- unknown (the address is only known when the flow runs), rule the rule that decided.
-- The order of the joins is given: the few actions that any rule is about come first.
-- index: flow_id, policy_id
WITH
acting AS MATERIALIZED (
	SELECT a.flow_id, a.step, a.name, a.connector_id, a.operation_id, a.environment_id,
	       a.address || COALESCE(',' || a.part, '') AS endpoint,
	       CASE WHEN a.address LIKE '%@{%' OR a.address LIKE '@%'
	              OR a.part LIKE '%@{%' OR a.part LIKE '@%' THEN 1 ELSE 0 END AS is_dynamic
	  FROM (SELECT a.flow_id, a.step, a.name, a.connector_id, a.operation_id,
	               COALESCE(f.environment_id, a.environment_id) AS environment_id,
	               COALESCE(a.endpoint, CASE WHEN json_valid(a.inputs)
	                                         THEN json_extract(a.inputs, l.address) END) AS address,
	               CASE WHEN l.part IS NOT NULL
	                    THEN COALESCE(a.endpoint_part, CASE WHEN json_valid(a.inputs)
	                                                        THEN json_extract(a.inputs, l.part) END)
	               END AS part
	          FROM flow_action AS a
	          LEFT JOIN flow AS f ON f.flow_id = a.flow_id
	          LEFT JOIN endpoint_parameter AS l ON l.connector_id = a.connector_id
	         WHERE a.connector_id IN (SELECT connector_id FROM dlp_action_rule
	                                  UNION SELECT connector_id FROM dlp_endpoint_rule)
	           AND COALESCE(a.is_deleted, 0) = 0) AS a
),
action_rule AS MATERIALIZED (
	SELECT policy_id, connector_id, lower(action_id) AS action_id, action_id AS rule, behavior, default_behavior
	  FROM dlp_action_rule
),
endpoint_rule AS MATERIALIZED (
	SELECT policy_id, connector_id, endpoint, position, behavior FROM dlp_endpoint_rule
),
preset AS MATERIALIZED (
	SELECT policy_id, connector_id, min(default_behavior) AS default_behavior
	  FROM action_rule
	 GROUP BY policy_id, connector_id
),
matching AS (
	SELECT a.flow_id, a.name, b.policy_id, a.connector_id, a.endpoint, r.behavior,
	       r.endpoint AS rule,
	       row_number() OVER (PARTITION BY a.flow_id, a.step, a.name, b.policy_id
	                          ORDER BY r.position, r.endpoint) AS place
	  FROM acting AS a
	 CROSS JOIN dlp_binding AS b
	 CROSS JOIN endpoint_rule AS r
	 WHERE b.environment_id = a.environment_id
	   AND r.policy_id = b.policy_id
	   AND r.connector_id = a.connector_id
	   AND a.endpoint IS NOT NULL
	   AND a.is_dynamic = 0
	   AND (r.endpoint = '*'
	        OR lower(a.endpoint) LIKE replace(replace(replace(replace(lower(r.endpoint),
	                '!', '!!'), '%', '!%'), '_', '!_'), '*', '%') ESCAPE '!')
),
uniform AS MATERIALIZED (
	SELECT policy_id, connector_id, count(DISTINCT lower(behavior)) AS kinds, min(behavior) AS behavior
	  FROM endpoint_rule
	 GROUP BY policy_id, connector_id
)
SELECT 'action' AS kind, a.flow_id, a.name AS action_name, b.policy_id, a.connector_id,
       a.operation_id AS subject,
       CASE WHEN lower(COALESCE(r.behavior, p.default_behavior)) = 'block'
            THEN 'Block' ELSE 'Allow' END AS verdict,
       COALESCE(r.rule, 'the default') AS rule
  FROM acting AS a
 CROSS JOIN dlp_binding AS b
 CROSS JOIN preset AS p
  LEFT JOIN action_rule AS r
    ON r.policy_id = p.policy_id AND r.connector_id = p.connector_id
   AND r.action_id = lower(a.operation_id)
 WHERE b.environment_id = a.environment_id
   AND p.policy_id = b.policy_id
   AND p.connector_id = a.connector_id
   AND a.operation_id IS NOT NULL
UNION ALL
SELECT 'endpoint', m.flow_id, m.name, m.policy_id, m.connector_id, m.endpoint,
       CASE WHEN lower(m.behavior) = 'deny' THEN 'Deny' ELSE 'Allow' END, m.rule
  FROM matching AS m
 WHERE m.place = 1
UNION ALL
SELECT 'endpoint', a.flow_id, a.name, b.policy_id, a.connector_id, a.endpoint,
       CASE WHEN u.kinds > 1 THEN 'unknown' WHEN lower(u.behavior) = 'deny' THEN 'Deny' ELSE 'Allow' END,
       CASE WHEN u.kinds > 1 THEN 'the address is an expression' ELSE '*' END
  FROM acting AS a
 CROSS JOIN dlp_binding AS b
 CROSS JOIN uniform AS u
 WHERE b.environment_id = a.environment_id
   AND u.policy_id = b.policy_id
   AND u.connector_id = a.connector_id
   AND a.endpoint IS NOT NULL
   AND a.is_dynamic = 1
