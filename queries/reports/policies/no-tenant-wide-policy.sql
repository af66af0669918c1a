-- title:    No data policy that every new environment falls under
-- severity: high
-- needs:    dlp_policy, dlp_policy.environment_type
-- wants:    dlp_policy.environment_type
-- refs:     Microsoft "Data policy strategy"; SCuBA MS.POWERPLATFORM.2.2; OWASP LCNC-SEC-03
-- rule:     DLP-002
-- resource: tenant tenant_id
--
-- Policies that name their environments do not reach one that is made tomorrow. Until somebody adds it, everything is
-- allowed there.
--
-- Keep one policy for all environments, or one for all but those that have a policy of their own. It need not be strict,
-- but its default group decides what a new environment starts with. A policy of unknown scope is not taken for one.
SELECT CASE WHEN k.policies = 0 THEN 'there is no data policy'
            WHEN k.unknown > 0 THEN 'no policy is known to cover new environments; the scope of some is unknown'
            ELSE 'every policy names its environments' END AS why,
       k.policies AS policy_count, k.unknown AS unknown_count,
       COALESCE((SELECT min(tenant_id) FROM tenant), '') AS tenant_id
  FROM (SELECT count(*) AS policies,
               count(CASE WHEN scope = 'unknown' THEN 1 END) AS unknown,
               count(CASE WHEN scope IN ('all', 'except') THEN 1 END) AS floors
          FROM dlp_policy_scope) AS k
 WHERE k.floors = 0
 ORDER BY tenant_id
