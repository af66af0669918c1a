-- title:    Flows and apps that hang on one person
-- severity: low
-- needs:    principal
-- either:   role_assignment:flow, role_assignment:app
-- wants:    role_assignment:flow, role_assignment:app
-- param:    users integer 20  users above which the severity is medium
-- refs:     Power Platform Control Hub "no co-owner"; OWASP LCNC-SEC-09
-- rule:     OWN-009
-- resource: :resource_kind resource_id
--
-- One person who leaves, falls ill or forgets makes an orphan of each of these. It costs a minute to name a second
-- owner now, and a ticket with the administrator later.
--
-- Name a co-owner who knows what it is for. What many use, or what runs in production, comes first and is of medium
-- severity.
--
-- Only things whose permissions were collected can be told. Service accounts, applications, groups and the platform
-- are no single person and are left out, and so are things which a group of unknown members may change.
WITH
told AS (
	SELECT resource_kind, scope, scope_id
	  FROM coverage
	 WHERE entity = 'role_assignment' AND snapshot_at <= :as_of
),
alone AS (
	SELECT o.*
	  FROM ownership AS o
	 WHERE o.resource_kind IN ('flow', 'app')
	   AND o.is_first_party = 0
	   AND o.owner_state = 'valid'
	   AND o.owner_kind IN ('user', 'unknown')
	   AND (o.resource_kind IN (SELECT resource_kind FROM told WHERE scope = 'tenant')
	        OR o.resource_id IN (SELECT scope_id FROM told
	                              WHERE scope = 'object' AND resource_kind IN ('flow', 'app'))
	        OR o.environment_id || ' ' || o.resource_kind IN
	           (SELECT scope_id || ' ' || resource_kind FROM told WHERE scope = 'environment'))
	   AND o.owner_id NOT IN (SELECT principal_id FROM service_account)
	   AND NOT EXISTS (SELECT 1 FROM co_owner AS c
	                    WHERE c.resource_kind = o.resource_kind AND c.resource_id = o.resource_id
	                      AND c.principal_id <> o.owner_id
	                      AND c.state IN ('valid', 'unknown'))
)
SELECT CASE WHEN o.environment_sku = 'production' THEN 'medium'
            WHEN COALESCE(f.shared_users, a.shared_users) > CAST(:users AS INTEGER) THEN 'medium'
            ELSE 'low' END AS severity,
       o.resource_kind, o.resource_name,
       CASE WHEN o.environment_sku = 'production' THEN 'one owner, in production'
            WHEN COALESCE(f.shared_users, a.shared_users) > CAST(:users AS INTEGER)
            THEN 'one owner, many users' ELSE 'one owner' END AS why,
       o.owner_id, o.owner_name, COALESCE(f.shared_users, a.shared_users) AS shared_users, o.state,
       o.environment_name, o.environment_id, o.resource_id
  FROM alone AS o
  LEFT JOIN flow AS f ON o.resource_kind = 'flow' AND f.flow_id = o.resource_id
  LEFT JOIN app AS a ON o.resource_kind = 'app' AND a.app_id = o.resource_id
 ORDER BY o.resource_kind, o.environment_id, o.resource_id
