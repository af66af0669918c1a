-- title:    Environments whose maker has left
-- severity: high
-- needs:    environment, principal
-- either:   environment.created_by_id, environment.owner_id
-- refs:     CoE table "Environments"; OWASP LCNC-SEC-09
-- rule:     OWN-005
-- resource: environment environment_id
--
-- Whoever made an environment knows what it is for, and usually administers it. When that account is gone, nobody
-- answers for what grows there, and its last administrator may have gone too.
--
-- Name a new person in charge and give that account the administrator's role there. Nothing in it and nobody asks:
-- delete the environment.
--
-- For a developer environment the person it belongs to counts, otherwise who created it. The default environment and
-- those of Teams are left out: the platform makes them. Trials and developer environments are of medium severity.
SELECT CASE WHEN environment_sku IN ('developer', 'trial', 'subscriptionbasedtrial') THEN 'medium'
            ELSE 'high' END AS severity,
       resource_name AS environment_name, environment_sku AS sku, why, owner_id, owner_name,
       created_at, resource_id AS environment_id
  FROM ownership
 WHERE resource_kind = 'environment' AND why IS NOT NULL AND is_first_party = 0
 ORDER BY environment_id
