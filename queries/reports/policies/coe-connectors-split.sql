-- title:    Data policies that stop the CoE kit's own flows
-- severity: high
-- needs:    environment.is_coe, dlp_policy, dlp_policy.group_count
-- wants:    dlp_policy_environment, dlp_policy.default_classification
-- refs:     Microsoft "Set up the CoE Starter Kit"; CoE issue 6320
-- rule:     DLP-022
-- resource: environment environment_id
-- key:      policy_id reason
--
-- The kit's flows combine admin connectors, Dataverse, HTTP and Office. When a policy puts them into different groups, or
-- blocks one, the flows that collect the inventory are suspended, and the inventory stands still without a word.
--
-- Give the environment of the kit a policy of its own in which all these connectors are in one group, except it from all
-- others, and set no endpoint filter for them. The list of connectors (coe_connector) can be replaced by your own.
WITH
home AS (
	SELECT environment_id, display_name FROM environment
	 WHERE is_coe = 1 AND COALESCE(is_deleted, 0) = 0
),
used AS (
	SELECT h.environment_id, h.display_name, b.policy_id, c.connector_id, c.class,
	       CASE WHEN r.policy_id IS NOT NULL THEN 1 ELSE 0 END AS is_filtered
	  FROM home AS h
	  JOIN dlp_binding AS b ON b.environment_id = h.environment_id
	  JOIN dlp_class AS c ON c.policy_id = b.policy_id
	  JOIN coe_connector AS l ON l.connector_id = c.connector_id
	  LEFT JOIN (SELECT DISTINCT policy_id, connector_id FROM dlp_endpoint_rule) AS r
	    ON r.policy_id = b.policy_id AND r.connector_id = c.connector_id
),
flaw AS (
	SELECT environment_id, policy_id, 'blocked' AS reason, count(*) AS connectors,
	       min(connector_id) AS example
	  FROM used WHERE class = 'Blocked'
	 GROUP BY environment_id, policy_id
	UNION ALL
	SELECT environment_id, policy_id, 'split', count(*), min(CASE WHEN class = 'General' THEN connector_id END)
	  FROM used WHERE class IN ('General', 'Confidential')
	 GROUP BY environment_id, policy_id
	HAVING min(class) <> max(class)
	UNION ALL
	SELECT environment_id, policy_id, 'filtered', count(*), min(connector_id)
	  FROM used WHERE is_filtered = 1
	 GROUP BY environment_id, policy_id
)
SELECT h.display_name AS environment_name, p.display_name AS policy_name, f.reason,
       CASE f.reason
         WHEN 'blocked' THEN 'connectors that the kit needs are blocked'
         WHEN 'split' THEN 'connectors that the kit uses together are in two groups'
         ELSE 'addresses that the kit calls are filtered'
       END AS why,
       f.connectors AS connector_count, f.example,
       (SELECT count(*) FROM dlp_binding AS b WHERE b.environment_id = f.environment_id) AS policy_count,
       f.policy_id, f.environment_id
  FROM flaw AS f
  JOIN home AS h ON h.environment_id = f.environment_id
  JOIN dlp_policy AS p ON p.policy_id = f.policy_id
 ORDER BY f.environment_id, f.policy_id, f.reason
