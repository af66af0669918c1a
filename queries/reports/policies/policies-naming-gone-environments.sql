-- title:    Data policies that name environments which are gone
-- severity: low
-- needs:    environment, dlp_policy, dlp_policy_environment
-- wants:    environment, dlp_policy_environment
-- param:    grace_days integer 14  Deleted environments may stay in a policy so many days
-- refs:     Microsoft "Delete environment"; OWASP LCNC-SEC-09
-- rule:     DLP-005
-- resource: dlp_policy policy_id
-- key:      environment_id
--
-- A policy that only names environments which no longer exist protects nothing, and one with exceptions for them hides
-- that its list is not looked after.
--
-- Take the environment out of the policy. When nothing is left, delete the policy or give it a scope. An environment that
-- is absent from a complete list counts as gone; without a complete list only those that are known to be deleted do.
WITH
list AS (
	SELECT CASE WHEN EXISTS (SELECT 1 FROM coverage
	                          WHERE entity = 'environment' AND scope = 'tenant'
	                            AND snapshot_at <= :as_of) THEN 1 ELSE 0 END AS is_complete
),
named AS (
	SELECT n.policy_id, n.environment_id, e.display_name AS environment_name, e.deleted_at,
	       CASE WHEN e.is_deleted = 1 AND (e.deleted_at IS NULL
	                 OR (:as_of - e.deleted_at) / 86400 > :grace_days) THEN 'deleted'
	            WHEN e.environment_id IS NULL AND l.is_complete = 1 THEN 'unknown' END AS why
	  FROM dlp_policy_environment AS n
	 CROSS JOIN list AS l
	  LEFT JOIN environment AS e ON e.environment_id = n.environment_id
),
counted AS (
	SELECT policy_id, count(*) AS names, count(why) AS gone
	  FROM named
	 GROUP BY policy_id
)
SELECT CASE WHEN p.scope = 'only' AND c.names = c.gone THEN 'medium' ELSE 'low' END AS severity,
       p.policy_name, n.environment_name,
       CASE n.why WHEN 'deleted' THEN 'the environment is deleted'
                  ELSE 'the list of environments does not have it' END AS why,
       p.scope, c.gone AS gone_count, c.names AS named_count, n.deleted_at, n.environment_id, p.policy_id
  FROM named AS n
  JOIN counted AS c ON c.policy_id = n.policy_id
  JOIN dlp_policy_scope AS p ON p.policy_id = n.policy_id
 WHERE n.why IS NOT NULL
 ORDER BY p.policy_id, n.environment_id
