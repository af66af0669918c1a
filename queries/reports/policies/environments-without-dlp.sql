-- title:    Environments that no data policy covers
-- severity: medium
-- needs:    environment, dlp_policy
-- wants:    dlp_policy_environment, dlp_policy.environment_type, environment.sku
-- refs:     SCuBA MS.POWERPLATFORM.2.1 and 2.2; CIS Dynamics 365 3.4; CoE view "Environments without DLP"
-- rule:     DLP-001
-- resource: environment environment_id
--
-- Where no data policy applies, any connector may be combined with any other: one flow can carry company data to a
-- private mailbox or a web address, and nothing stops it.
--
-- Put the environment in the scope of a policy whose default group is Blocked, and move only needed connectors out
-- of it. Better still, keep one policy for all environments, so that new ones never start uncovered.
--
-- Covered means: a policy for all environments, one that names it, or one with exceptions that does not except it.
-- A policy of unknown scope covers nothing. One with exceptions covers nothing while the list of environments that
-- policies name is not known.
WITH
policy AS (
	SELECT p.policy_id, p.display_name,
	       CASE lower(p.environment_type)
	         WHEN 'allenvironments' THEN 'all'
	         WHEN 'onlyenvironments' THEN 'only'
	         WHEN 'singleenvironment' THEN 'only'
	         WHEN 'exceptenvironments' THEN 'except'
	         ELSE 'unknown'
	       END AS scope
	  FROM dlp_policy AS p
	 WHERE COALESCE(p.row_active, 1) = 1
),
known AS (
	SELECT count(*) AS policies,
	       count(CASE WHEN scope = 'all' THEN 1 END) AS for_all,
	       count(CASE WHEN scope = 'except' THEN 1 END) AS with_exceptions,
	       count(CASE WHEN scope = 'unknown' THEN 1 END) AS unknown,
	       CASE WHEN EXISTS (SELECT 1 FROM coverage
	                          WHERE entity = 'dlp_policy_environment'
	                            AND snapshot_at <= :as_of) THEN 1 ELSE 0 END AS has_list
	  FROM policy
),
named AS (
	SELECT n.environment_id,
	       count(CASE WHEN p.scope = 'only' THEN 1 END) AS including,
	       count(CASE WHEN p.scope = 'except' THEN 1 END) AS excepting,
	       min(CASE WHEN p.scope = 'except' THEN p.display_name END) AS excepting_policy
	  FROM dlp_policy_environment AS n
	  JOIN policy AS p ON p.policy_id = n.policy_id
	 GROUP BY n.environment_id
)
SELECT CASE WHEN e.is_default = 1 OR lower(e.sku) IN ('default', 'production')
            THEN 'high' ELSE 'medium' END AS severity,
       e.display_name AS environment_name, e.sku,
       CASE
         WHEN k.policies = 0 THEN 'there is no data policy'
         WHEN k.with_exceptions > 0 AND k.has_list = 0
           THEN 'a policy has exceptions, but the list of them was not imported'
         WHEN k.unknown > 0 THEN 'no policy is known to cover it; the scope of some is unknown'
         WHEN n.excepting > 0 THEN 'excepted from every policy that would cover it'
         ELSE 'no policy names it'
       END AS why,
       n.excepting_policy, e.has_dlp_policy, e.created_at, e.environment_id
  FROM environment AS e
 CROSS JOIN known AS k
  LEFT JOIN named AS n ON n.environment_id = e.environment_id
 WHERE k.for_all = 0
   AND COALESCE(n.including, 0) = 0
   AND (k.has_list = 0 OR k.with_exceptions = COALESCE(n.excepting, 0))
   AND COALESCE(e.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY e.environment_id
