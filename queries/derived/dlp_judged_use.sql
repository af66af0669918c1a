-- The class of each connector that a resource is judged by, in each policy that binds the resource, for those resources
-- only that use a blocked connector, or connectors of unlike classes. is_of_child: only child flows bring the connector.
-- index: resource_kind, resource_id, policy_id
WITH
suspect AS MATERIALIZED (
	SELECT u.resource_kind, u.resource_id
	  FROM dlp_use AS u
	 CROSS JOIN dlp_bundle AS b
	 WHERE b.set_id = u.set_id
	   AND b.connector_id = u.connector_id
	 GROUP BY u.resource_kind, u.resource_id
	HAVING max(b.is_blocked) = 1 OR min(b.bundle_id) <> max(b.bundle_id)
),
binding AS MATERIALIZED (
	SELECT s.set_id, b.policy_id
	  FROM (SELECT set_id, min(environment_id) AS environment_id
	          FROM dlp_policy_set GROUP BY set_id) AS s
	  JOIN dlp_binding AS b ON b.environment_id = s.environment_id
)
SELECT u.resource_kind, u.resource_id, b.policy_id, u.connector_id, c.class,
       min(u.via_flow_id IS NOT NULL) AS is_of_child, max(u.via_flow_id) AS via_flow_id
  FROM dlp_use AS u
 CROSS JOIN suspect AS s
 CROSS JOIN binding AS b
 CROSS JOIN dlp_class AS c
 WHERE s.resource_id = u.resource_id
   AND s.resource_kind = u.resource_kind
   AND b.set_id = u.set_id
   AND c.policy_id = b.policy_id
   AND c.connector_id = u.connector_id
 GROUP BY u.resource_kind, u.resource_id, b.policy_id, u.connector_id, c.class
