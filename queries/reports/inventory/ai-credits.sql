-- title:    AI credits by user and environment
-- severity: info
-- needs:    usage_period:environment
-- wants:    environment, principal
-- refs:     CoE dashboard "AI Credits Usage"
--
-- Who used how many AI credits in which environment and month.
--
-- The CoE kit keeps what the platform still told when it looked: about 45 days back.
SELECT m.month_at, e.display_name AS environment_name, p.display_name AS user_name,
       sum(u.amount) AS credits, count(DISTINCT u.period_at) AS day_count,
       p.department, u.principal_id AS user_id, u.resource_id AS environment_id
  FROM usage_period AS u
  LEFT JOIN calendar_day AS m ON m.day = u.period_at / 86400
  LEFT JOIN environment AS e ON e.environment_id = u.resource_id
  LEFT JOIN principal AS p ON p.principal_id = u.principal_id
 WHERE u.resource_kind = 'environment' AND u.measure = 'credits'
 GROUP BY m.month_at, e.display_name, p.display_name, p.department, u.principal_id, u.resource_id
 ORDER BY m.month_at, sum(u.amount) DESC, u.resource_id, u.principal_id
