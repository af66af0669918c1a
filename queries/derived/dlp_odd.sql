-- Connectors that stand out in a set of policies: some policy blocks them, or their classes are not those of the most used
-- connectors there. What uses none of them violates nothing by its connectors, and need not be looked at closely.
-- index: set_id, connector_id
WITH
used AS MATERIALIZED (
	SELECT connector_id, count(*) AS uses FROM dlp_use GROUP BY connector_id
),
home AS MATERIALIZED (
	SELECT set_id, min(environment_id) AS environment_id FROM dlp_policy_set GROUP BY set_id
),
bundle AS MATERIALIZED (
	SELECT DISTINCT h.set_id, u.connector_id, u.uses,
	       group_concat(COALESCE(c.class, '?'), ',') OVER whole AS classes,
	       max(CASE WHEN c.class = 'Blocked' THEN 1 ELSE 0 END) OVER whole AS is_blocked
	  FROM home AS h
	 CROSS JOIN dlp_binding AS b
	 CROSS JOIN used AS u
	 CROSS JOIN dlp_class AS c
	 WHERE b.environment_id = h.environment_id
	   AND c.policy_id = b.policy_id
	   AND c.connector_id = u.connector_id
	WINDOW whole AS (PARTITION BY h.set_id, u.connector_id ORDER BY b.policy_id
	                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
usual AS (
	SELECT set_id, classes,
	       row_number() OVER (PARTITION BY set_id ORDER BY sum(uses) DESC, classes) AS place
	  FROM bundle
	 WHERE is_blocked = 0
	 GROUP BY set_id, classes
)
SELECT b.set_id, b.connector_id
  FROM bundle AS b
  LEFT JOIN usual AS u ON u.set_id = b.set_id AND u.place = 1
 WHERE b.is_blocked = 1 OR b.classes <> u.classes
