-- What is known of the use of an app, from whichever source tells it: the last launch, and the launches of the thirty
-- days before the moment. No row, or NULL, is unknown and not unused.
WITH
told AS (
	SELECT resource_id AS app_id, last_launched_at, launches_30_days
	  FROM usage
	 WHERE resource_kind = 'app'
	 UNION ALL
	SELECT object_id, max(occurred_at),
	       sum(CASE WHEN occurred_at > m.at - 30 * 86400 THEN 1 ELSE 0 END)
	  FROM audit_event
	 CROSS JOIN moment AS m
	 WHERE object_kind = 'app' AND operation = 'LaunchPowerApp' AND occurred_at <= m.at
	 GROUP BY object_id
)
SELECT app_id, max(last_launched_at) AS last_launched_at, max(launches_30_days) AS launches_30_days
  FROM told
 WHERE app_id IS NOT NULL
 GROUP BY app_id
