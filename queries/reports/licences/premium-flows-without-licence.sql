-- title:    Premium flows whose owner has no licence for them
-- severity: high
-- needs:    flow, resource_connector, license_assignment
-- either:   resource_connector.tier, connector.tier
-- wants:    license, license_plan, principal
-- refs:     Microsoft "Types of Power Automate licenses"; OWASP LCNC-SEC-09
-- rule:     LIC-001
-- resource: flow flow_id
--
-- A flow with a premium connector needs a licence of its owner, or one of its own. Without it the platform switches the
-- flow off after two weeks, and tells only the owner.
--
-- Give the owner a premium licence, give the flow a Process licence, or make the environment pay as you go.
--
-- Premium are connectors of that tier, custom connectors and plain HTTP. A flow with a plan of its own, in an
-- environment with a billing policy, or owned by an application is left out, and so are stopped flows. Which products
-- count is in the list premium_licence: a part number that is missing there makes a row that is wrong. Old flows may
-- still be free under terms that no export tells. An owner of whom no licences were collected is not listed.
WITH
premium AS (
	SELECT u.resource_id, min(COALESCE(c.display_name, u.connector_id)) AS connector_name
	  FROM resource_connector AS u
	  LEFT JOIN connector AS c ON c.connector_id = u.connector_id
	 WHERE u.resource_kind = 'flow'
	   AND (lower(COALESCE(u.tier, c.tier)) = 'premium' OR c.is_custom = 1
	        OR u.connector_id IN ('http', 'httpwebhook', 'httprequestreceived'))
	 GROUP BY u.resource_id
),
told AS (
	SELECT scope, scope_id
	  FROM coverage
	 WHERE entity = 'license_assignment' AND snapshot_at <= :as_of
)
SELECT o.resource_name AS flow_name, m.connector_name AS premium_connector,
       CASE WHEN o.owner_id IN (SELECT principal_id FROM account_licence)
            THEN 'none of the owner''s licences covers it' ELSE 'the owner has no licence' END AS why,
       o.owner_id, o.owner_name, o.state, f.pending_suspension_at, o.environment_name,
       o.environment_id, o.resource_id AS flow_id
  FROM premium AS m
  JOIN ownership AS o ON o.resource_kind = 'flow' AND o.resource_id = m.resource_id
  JOIN flow AS f ON f.flow_id = m.resource_id
 WHERE o.owner_id IS NOT NULL AND o.is_unresolved = 0
   AND COALESCE(o.owner_kind, 'user') IN ('user', 'unknown')
   AND COALESCE(o.state, 'started') <> 'stopped'
   AND COALESCE(o.environment_id, '') NOT IN (SELECT environment_id FROM environment
                                               WHERE billing_policy_id IS NOT NULL)
   AND COALESCE(lower(f.plan), '') NOT LIKE '%process%'
   AND COALESCE(lower(f.plan), '') NOT LIKE '%perflow%'
   AND COALESCE(lower(f.flow_type), '') NOT LIKE '%copilot%'
   AND (EXISTS (SELECT 1 FROM told WHERE scope = 'tenant')
        OR o.owner_id IN (SELECT scope_id FROM told)
        OR o.owner_id IN (SELECT principal_id FROM account_licence))
   AND o.owner_id NOT IN (SELECT principal_id FROM account_licence WHERE allows_premium = 1)
 ORDER BY o.environment_id, o.resource_id
