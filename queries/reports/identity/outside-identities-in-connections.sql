-- title:    Connections signed in with private mail or as a guest
-- severity: medium
-- either:   connection.account_name, connection_identity.account_name
-- refs:     OWASP LCNC-SEC-01; OWASP LCNC-SEC-03
-- rule:     IDN-008
-- resource: :resource_kind resource_id
--
-- With a private account the data goes where you cannot see or delete it, and stays there when the person leaves. A
-- guest's account is governed by another organization.
--
-- Ask for the purpose, and sign the connection in again with an account of the tenant, or block the connector in the
-- data policy. Domains of private mail are in the list consumer_domain.
--
-- Accounts that are not written like a mail address are not judged. Other domains that are not yours are in the
-- report on accounts of another tenant.
SELECT connector_id, display_name AS connection_name,
       CASE origin WHEN 'private' THEN 'private mail' ELSE 'a guest' END AS why,
       account AS account_name, created_by_id AS owner_id, created_by_name AS owner_name,
       environment_name, environment_id, resource_kind, resource_id
  FROM connection_account
 WHERE origin IN ('private', 'guest')
 ORDER BY environment_id, resource_kind, resource_id
