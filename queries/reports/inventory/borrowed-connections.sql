-- title:    Flows on somebody else's connection
-- severity: info
-- needs:    flow, resource_connector:flow, connection
-- wants:    principal
-- refs:     Microsoft "Manage connections"; OWASP LCNC-SEC-01
--
-- A flow acts as the account that signed its connection in, which need not be its owner's. It stops when that account is
-- closed, its password changes or its consent ends, and the owner is not told why.
--
-- Before a person leaves, look for them in person_name: these flows of others have to be signed in anew, best with a
-- service account. Connections that each user brings along are not listed.
--
-- The person is who signed in; where the record does not say, who made the connection (is_account_guessed).
WITH
-- Told apart while they are narrow.
used AS MATERIALIZED (
	SELECT DISTINCT resource_id AS flow_id, connector_id, connection_id
	  FROM bound_connector
	 WHERE resource_kind = 'flow'
	   AND COALESCE(lower(runs_as), 'embedded') = 'embedded'
	   AND connection_id IS NOT NULL
)
SELECT h.flow_name, h.state, COALESCE(k.display_name, u.connector_id) AS connector_name, c.account_name,
       COALESCE(p.name, c.account_name) AS person_name, c.account_state, c.is_account_guessed,
       c.is_service_account, c.status AS connection_status, h.owner_name, h.environment_name,
       h.owner_id, c.account_id AS person_id, h.environment_id, u.connector_id, u.connection_id,
       u.flow_id
  FROM used AS u
  JOIN connection_login AS c ON c.connection_id = u.connection_id
  JOIN flow_home AS h ON h.flow_id = u.flow_id
  LEFT JOIN principal_standing AS p ON p.principal_id = c.account_id
  LEFT JOIN connector AS k ON k.connector_id = u.connector_id
 WHERE h.is_live = 1
   AND COALESCE(c.account_id, c.account_name) IS NOT NULL
   AND COALESCE(c.account_id, '') <> COALESCE(h.owner_id, '')
   AND COALESCE(lower(c.account_name), '') <> COALESCE(h.owner_upn, '')
 ORDER BY h.environment_id, u.flow_id, u.connector_id, u.connection_id
