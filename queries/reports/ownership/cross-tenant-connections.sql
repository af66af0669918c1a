-- title:    Connections signed in with an account of another tenant
-- severity: high
-- needs:    tenant_domain
-- either:   connection.account_name, connection_identity.account_name
-- refs:     CoE view "Cross Tenant Connection References"; OWASP LCNC-SEC-01; Microsoft "Cross-tenant restrictions"
-- rule:     OWN-006
-- resource: :resource_kind resource_id
--
-- Data that goes through such a connection leaves the tenant, or comes in from one that you do not govern. The account
-- does not end when its owner leaves you.
--
-- Ask what it is for, and sign the connection in again with an account of your own. Tenant isolation keeps new ones
-- out; before you turn it on, this list says what it will break.
--
-- An account counts as foreign when its domain is none of the verified domains of the tenant; an account that is not
-- written like a mail address, as of a database, is not judged. Private mail and guests have a report of their own.
-- Without an account at all only the CoE kit's word counts.
SELECT connector_id, display_name AS connection_name,
       CASE origin WHEN 'foreign' THEN 'the domain is not one of the tenant'
                   ELSE 'no account, or one of another tenant, by the CoE kit' END AS why,
       account AS account_name, created_by_id AS owner_id, created_by_name AS owner_name,
       environment_name, environment_id, resource_kind, resource_id
  FROM connection_account
 WHERE origin IN ('foreign', 'none')
 ORDER BY environment_id, resource_kind, resource_id
