-- What each flow, app and agent is judged by, of those only that use a blocked connector, or connectors of unlike classes:
-- its own connectors, and those of the flows it calls, for the platform judges parent and children as one. kit is a JSON
-- list of numbers: twice the use_id of a connector in dlp_bundle, and one more where a child flow brings it. Many resources
-- have the same kit, so each kit is judged once. What no policy binds is left out.
WITH
used AS (
	SELECT u.resource_kind, u.resource_id, 2 * b.use_id AS member, b.bundle_id, b.is_blocked
	  FROM declared_use AS u
	 CROSS JOIN dlp_policy_set AS p
	 CROSS JOIN dlp_bundle AS b
	 WHERE p.environment_id = u.environment_id
	   AND b.set_id = p.set_id
	   AND b.connector_id = u.connector_id
	UNION ALL
	SELECT 'flow', t.ancestor_flow_id, 2 * b.use_id + 1, b.bundle_id, b.is_blocked
	  FROM flow_call_closure AS t
	 CROSS JOIN declared_use AS u
	  LEFT JOIN flow AS f ON f.flow_id = t.ancestor_flow_id
	  JOIN dlp_policy_set AS p ON p.environment_id = COALESCE(f.environment_id, u.environment_id)
	  JOIN dlp_bundle AS b ON b.set_id = p.set_id AND b.connector_id = u.connector_id
	 WHERE u.resource_kind = 'flow'
	   AND u.resource_id = t.descendant_flow_id
	   AND t.ancestor_flow_id <> t.descendant_flow_id
)
SELECT resource_kind, resource_id, '[' || group_concat(DISTINCT member) || ']' AS kit
  FROM used
 GROUP BY resource_id, resource_kind
HAVING min(bundle_id) <> max(bundle_id) OR max(is_blocked) = 1
