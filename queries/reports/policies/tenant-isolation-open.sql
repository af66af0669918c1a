-- title:    Connections to and from other tenants are not restricted
-- severity: high
-- needs:    tenant_isolation
-- wants:    tenant_isolation_rule
-- refs:     SCuBA MS.POWERPLATFORM.3.1 and 3.2; CIS Dynamics 365 2.5; OWASP LCNC-SEC-03; MITRE T1078.004
-- rule:     DLP-018
-- resource: tenant tenant_id
-- key:      reason allowed_tenant_id
--
-- Without tenant isolation a maker can sign a connection in to another tenant and carry data there, and people of other
-- tenants can reach in with an account of yours.
--
-- Turn isolation on, and let through only the tenants that you work with, in one direction where that is enough.
-- Reasons: off, unset (it was never configured), anybody (the list lets every tenant through), both (a tenant is let
-- through in both directions). Guests that sign in without a connection are not covered by isolation.
WITH
state AS (
	SELECT COALESCE((SELECT min(tenant_id) FROM tenant_isolation), (SELECT min(tenant_id) FROM tenant), '')
	         AS tenant_id,
	       (SELECT min(CASE is_disabled WHEN 0 THEN 2 WHEN 1 THEN 0 ELSE 1 END) FROM tenant_isolation)
	         AS is_on
)
SELECT 'high' AS severity,
       CASE WHEN s.is_on = 0 THEN 'off' ELSE 'unset' END AS reason,
       CASE WHEN s.is_on = 0 THEN 'tenant isolation is off'
            ELSE 'tenant isolation was never configured' END AS why,
       CAST(NULL AS TEXT) AS allowed_tenant_id, CAST(NULL AS INTEGER) AS inbound,
       CAST(NULL AS INTEGER) AS outbound, s.tenant_id
  FROM state AS s
 WHERE COALESCE(s.is_on, 1) < 2
UNION ALL
SELECT CASE WHEN r.allowed_tenant_id = '*' THEN 'high' ELSE 'medium' END,
       CASE WHEN r.allowed_tenant_id = '*' THEN 'anybody' ELSE 'both' END,
       CASE WHEN r.allowed_tenant_id = '*' THEN 'every tenant is let through'
            ELSE 'a tenant is let through in both directions' END,
       r.allowed_tenant_id, r.inbound, r.outbound, s.tenant_id
  FROM tenant_isolation_rule AS r
 CROSS JOIN state AS s
 WHERE r.allowed_tenant_id = '*' AND (r.inbound = 1 OR r.outbound = 1 OR r.inbound IS NULL)
    OR r.allowed_tenant_id <> '*' AND r.inbound = 1 AND r.outbound = 1
 ORDER BY 2, 4
