-- The class of each connector that a resource is judged by, in each policy that binds the resource, for those resources
-- only that some policy may forbid: some connector is blocked, or two differ in some policy.
-- index: resource_kind, resource_id, policy_id
WITH
met AS MATERIALIZED (
	SELECT DISTINCT environment_id, connector_id FROM dlp_use
),
bundle AS MATERIALIZED (
	SELECT DISTINCT m.environment_id, m.connector_id,
	       group_concat(COALESCE(c.class, '?'), ',') OVER whole AS classes,
	       max(CASE WHEN c.class = 'Blocked' THEN 1 ELSE 0 END) OVER whole AS is_blocked
	  FROM met AS m
	 CROSS JOIN dlp_binding AS b
	 CROSS JOIN dlp_class AS c
	 WHERE b.environment_id = m.environment_id
	   AND c.policy_id = b.policy_id
	   AND c.connector_id = m.connector_id
	WINDOW whole AS (PARTITION BY m.environment_id, m.connector_id ORDER BY b.policy_id
	                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
suspect AS MATERIALIZED (
	SELECT u.resource_kind, u.resource_id
	  FROM dlp_use AS u
	 CROSS JOIN bundle AS v
	 WHERE v.environment_id = u.environment_id
	   AND v.connector_id = u.connector_id
	 GROUP BY u.resource_kind, u.resource_id
	HAVING max(v.is_blocked) = 1 OR min(v.classes) <> max(v.classes)
)
SELECT u.resource_kind, u.resource_id, u.environment_id, b.policy_id, u.connector_id, c.class,
       min(u.via_flow_id IS NOT NULL) AS is_of_child, max(u.via_flow_id) AS via_flow_id
  FROM dlp_use AS u
 CROSS JOIN suspect AS s
 CROSS JOIN dlp_binding AS b
 CROSS JOIN dlp_class AS c
 WHERE s.resource_id = u.resource_id
   AND s.resource_kind = u.resource_kind
   AND b.environment_id = u.environment_id
   AND c.policy_id = b.policy_id
   AND c.connector_id = u.connector_id
 GROUP BY u.resource_kind, u.resource_id, u.environment_id, b.policy_id, u.connector_id, c.class
