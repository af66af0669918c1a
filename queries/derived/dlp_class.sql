-- The group of each connector in each data policy whose groups are known. class: Confidential, General, Blocked, Ignore
-- (the policy has nothing to say of it), or NULL when that is unknown. basis: why. A connector that the policy lists is
-- where the list says. A custom connector is where the first pattern of its address says. What cannot be blocked falls
-- into General below a default of Blocked. All else is in the default group.
-- index: policy_id, connector_id
-- index: connector_id
WITH
policy AS MATERIALIZED (
	SELECT policy_id, default_classification FROM dlp_policy_scope WHERE knows_groups = 1
),
custom AS MATERIALIZED (
	SELECT connector_id, address FROM custom_connector_address
),
known AS MATERIALIZED (
	SELECT connector_id FROM dlp_policy_connector
	UNION
	SELECT connector_id FROM used_connector
	UNION
	SELECT connector_id FROM dlp_action_rule
	UNION
	SELECT connector_id FROM dlp_endpoint_rule
	UNION
	SELECT connector_id FROM custom
	UNION
	SELECT connector_id FROM agent_connector
	UNION
	SELECT connector_id FROM http_connector
	UNION
	SELECT connector_id FROM coe_connector
	UNION
	SELECT connector_id FROM dangerous_action
),
fitting AS MATERIALIZED (
	SELECT r.policy_id, c.connector_id, r.classification,
	       row_number() OVER (PARTITION BY r.policy_id, c.connector_id
	                          ORDER BY r.position, r.pattern) AS place
	  FROM custom AS c
	  JOIN dlp_connector_pattern AS r
	    ON r.pattern = '*'
	    OR lower(c.address) LIKE replace(replace(replace(replace(lower(r.pattern),
	         '!', '!!'), '%', '!%'), '_', '!_'), '*', '%') ESCAPE '!'
),
patterned AS MATERIALIZED (
	SELECT DISTINCT policy_id FROM dlp_connector_pattern
),
fixed AS MATERIALIZED (
	SELECT k.connector_id, free.connector_id IS NOT NULL AS is_free,
	       c.connector_id IS NOT NULL AS is_custom, c.address,
	       CASE WHEN told.connector_id IS NOT NULL THEN told.is_unblockable
	            ELSE u.connector_id IS NOT NULL END AS is_unblockable
	  FROM known AS k
	  LEFT JOIN policy_free_connector AS free ON free.connector_id = k.connector_id
	  LEFT JOIN unblockable_connector AS u ON u.connector_id = k.connector_id
	  LEFT JOIN connector AS told
	    ON told.connector_id = k.connector_id AND told.is_unblockable IS NOT NULL
	  LEFT JOIN custom AS c ON c.connector_id = k.connector_id
)
SELECT p.policy_id, f.connector_id,
       CASE
         WHEN f.is_free THEN 'Ignore'
         WHEN l.classification IS NOT NULL THEN l.classification
         WHEN f.is_custom AND r.policy_id IS NOT NULL THEN r.classification
         WHEN f.is_custom AND t.policy_id IS NOT NULL AND f.address IS NULL THEN NULL
         WHEN f.is_unblockable AND p.default_classification = 'Blocked' THEN 'General'
         ELSE p.default_classification
       END AS class,
       CASE
         WHEN f.is_free THEN 'no policy applies to it'
         WHEN l.classification IS NOT NULL THEN 'listed'
         WHEN f.is_custom AND r.policy_id IS NOT NULL THEN 'pattern'
         WHEN f.is_custom AND t.policy_id IS NOT NULL AND f.address IS NULL THEN 'its address is not known'
         WHEN f.is_unblockable AND p.default_classification = 'Blocked' THEN 'cannot be blocked'
         WHEN p.default_classification IS NULL THEN 'the default group is not known'
         ELSE 'default group'
       END AS basis
  FROM policy AS p
 CROSS JOIN fixed AS f
  LEFT JOIN dlp_policy_connector AS l
    ON l.policy_id = p.policy_id AND l.connector_id = f.connector_id
  LEFT JOIN fitting AS r
    ON r.policy_id = p.policy_id AND r.connector_id = f.connector_id AND r.place = 1
  LEFT JOIN patterned AS t ON t.policy_id = p.policy_id
