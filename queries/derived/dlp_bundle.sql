-- The classes of each connector in use in the policies of a set, in one number: within a set of policies, connectors of
-- equal classes have the same bundle_id. is_blocked: some policy blocks it. What uses connectors of one bundle only, which
-- nobody blocks, violates nothing by its connectors, and need not be looked at closely. use_id is the row's own number.
-- index: set_id, connector_id, use_id, bundle_id, is_blocked
-- index: use_id
WITH
home AS MATERIALIZED (
	SELECT set_id, min(environment_id) AS environment_id FROM dlp_policy_set GROUP BY set_id
),
bundle AS (
	SELECT DISTINCT h.set_id, u.connector_id,
	       group_concat(COALESCE(c.class, '?'), ',') OVER whole AS classes,
	       max(CASE WHEN c.class = 'Blocked' THEN 1 ELSE 0 END) OVER whole AS is_blocked
	  FROM home AS h
	 CROSS JOIN dlp_binding AS b
	 CROSS JOIN used_connector AS u
	 CROSS JOIN dlp_class AS c
	 WHERE b.environment_id = h.environment_id
	   AND c.policy_id = b.policy_id
	   AND c.connector_id = u.connector_id
	WINDOW whole AS (PARTITION BY h.set_id, u.connector_id ORDER BY b.policy_id
	                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT set_id, connector_id, dense_rank() OVER (ORDER BY set_id, classes) AS bundle_id, is_blocked,
       row_number() OVER (ORDER BY set_id, connector_id) AS use_id
  FROM bundle
