-- title:    Launches of apps by month
-- severity: info
-- needs:    audit_event
-- wants:    app
-- refs:     CoE dashboard "Power Apps Adoption": sessions, users and makers over time, month over month
--
-- How often apps were opened in each month, by how many people, of how many makers, and how much more that is than the
-- month before.
--
-- The audit log arrives up to two days late and is kept for a limited time, so the first month is cut and the newest
-- one is not over. Growth is blank where the month before is missing.
WITH
launch AS (
	SELECT c.month_at, count(*) AS launch_count,
	       count(DISTINCT COALESCE(v.principal_id, v.user_principal_name)) AS user_count,
	       count(DISTINCT v.object_id) AS app_count, count(DISTINCT a.owner_id) AS maker_count,
	       count(CASE WHEN lower(a.plan_classification) = 'premium' THEN 1 END) AS premium_count,
	       count(CASE WHEN v.user_is_guest = 1 THEN 1 END) AS guest_count
	  FROM audit_event AS v
	  JOIN calendar_day AS c ON c.day = v.occurred_at / 86400
	  LEFT JOIN app AS a ON a.app_id = v.object_id
	 WHERE v.operation = 'LaunchPowerApp' AND v.object_kind = 'app'
	 GROUP BY c.month_at
)
SELECT l.month_at, l.launch_count, l.user_count, l.app_count, l.maker_count,
       l.premium_count AS premium_launch_count, l.guest_count AS guest_launch_count,
       100 * (l.launch_count - b.launch_count) / b.launch_count AS launch_growth_percent,
       CASE WHEN b.user_count > 0
            THEN 100 * (l.user_count - b.user_count) / b.user_count END AS user_growth_percent,
       CASE WHEN b.maker_count > 0
            THEN 100 * (l.maker_count - b.maker_count) / b.maker_count END AS maker_growth_percent
  FROM launch AS l
  LEFT JOIN calendar_day AS d ON d.day = l.month_at / 86400 - 1
  LEFT JOIN launch AS b ON b.month_at = d.month_at
 ORDER BY l.month_at
