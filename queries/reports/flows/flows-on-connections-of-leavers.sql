-- title:    Flows that run as a person who has left
-- severity: high
-- needs:    flow, resource_connector:flow, connection, principal
-- refs:     OWASP LCNC-SEC-01; MITRE T1078; CoE issue 4446
-- rule:     FLW-006
-- resource: flow flow_id
-- key:      connector_id reference
--
-- An embedded connection acts as the account that signed in, whoever owns the flow. When that person has left, the flow
-- either goes on acting in their name or stops when the sign-in is refused, and the list of owners shows nothing.
--
-- Sign the connection in again with a living account, best a service account, and run the flow once. Then delete the old
-- connection.
--
-- Looked at are the account that signed in and the person who made the connection; is_account_guessed says that the record
-- names only the latter. An account that is not in the list of principals is judged only when that list is complete. A flow
-- that is off is of medium severity.
WITH
doubtful AS MATERIALIZED (
	SELECT connection_id
	  FROM connection_login
	 WHERE account_state NOT IN ('valid', 'unknown')
	    OR account_id IS NULL AND account_name LIKE '%@%'
	    OR created_by_id IN (SELECT principal_id FROM principal_standing
	                          WHERE standing NOT IN ('valid', 'unknown'))
),
account AS (
	SELECT c.flow_id, c.reference, c.connector_id, c.connection_id, c.status, c.account_name,
	       c.is_account_guessed, c.account_state, m.standing AS maker_state, m.name AS maker_name,
	       CASE WHEN c.account_id IS NULL AND c.account_name LIKE '%@%' AND l.is_complete = 1
	            THEN 1 ELSE 0 END AS is_absent
	  FROM flow_connection AS c
	 CROSS JOIN principal_list AS l
	  LEFT JOIN principal_standing AS m ON m.principal_id = c.created_by_id
	 WHERE c.connection_id IN (SELECT connection_id FROM doubtful)
	   AND c.is_known = 1
	   AND COALESCE(c.runs_as, 'embedded') = 'embedded'
),
lost AS (
	SELECT a.*,
	       CASE WHEN account_state NOT IN ('valid', 'unknown') THEN 'account ' || account_state
	            WHEN is_absent = 1 THEN 'account absent from the complete user list'
	            WHEN maker_state NOT IN ('valid', 'unknown')
	            THEN 'the person who made the connection: ' || maker_state END AS why
	  FROM account AS a
)
SELECT CASE WHEN h.is_on = 0 THEN 'medium' ELSE 'high' END AS severity, h.flow_name, l.why, l.account_name,
       l.maker_name, l.is_account_guessed, COALESCE(k.display_name, l.connector_id) AS connector_name,
       l.status AS connection_status, h.state, h.owner_id, h.owner_name, h.environment_name,
       h.environment_id, l.flow_id, l.connector_id, l.reference, l.connection_id
  FROM lost AS l
 CROSS JOIN flow_home AS h
  LEFT JOIN connector AS k ON k.connector_id = l.connector_id
 WHERE l.why IS NOT NULL
   AND h.flow_id = l.flow_id
   AND h.is_live = 1
 ORDER BY h.environment_id, l.flow_id, l.connector_id, l.reference
