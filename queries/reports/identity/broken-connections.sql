-- title:    Broken connections
-- severity: high
-- needs:    connection, connection.status
-- wants:    resource_connector, flow.state, usage:app
-- refs:     OWASP LCNC-SEC-04; Microsoft "Resolve broken connections"; Microsoft Entra error codes
-- rule:     IDN-001
-- resource: connection connection_id
--
-- A flow goes on looking healthy in every list while the connection it signs in with is refused. Nothing happens any
-- more, and the only one who may get a mail is the person who made it.
--
-- Follow the next step of the row, run one flow with the connection and look at the run. Do not reset a password
-- without planning the new sign-in of every connection behind it.
--
-- The cause is read from the error's text with the list error_code. Critical: a flow that collects the CoE inventory
-- uses it. High: a running flow, or an app opened in the last thirty days. Low: nothing that runs is known to. The
-- status is as fresh as the last use or test of the connection.
WITH
known AS (
	SELECT max(CASE WHEN entity = 'resource_connector' THEN 1 END) AS has_references
	  FROM coverage
	 WHERE snapshot_at <= :as_of
)
SELECT CASE
         WHEN u.feeds_kit = 1 THEN 'critical'
         WHEN u.feeds_flow = 1 OR u.feeds_app = 1 THEN 'high'
         WHEN u.feeds_unknown = 1 OR k.has_references IS NULL THEN 'medium'
         ELSE 'low'
       END AS severity,
       COALESCE(c.display_name, c.connection_id) AS connection_name, c.connector_id, c.status,
       CASE
         WHEN u.feeds_kit = 1 THEN 'used by the flows that collect the CoE inventory'
         WHEN u.feeds_flow = 1 THEN 'used by a running flow'
         WHEN u.feeds_app = 1 THEN 'used by an app opened in the last 30 days'
         WHEN u.feeds_unknown = 1 THEN 'used by an app; when it was last opened is not known'
         WHEN k.has_references IS NULL THEN 'what uses it was not collected'
         WHEN u.connection_id IS NOT NULL THEN 'used by nothing that runs'
         ELSE 'nothing is known to use it'
       END AS why,
       b.code,
       CASE
         WHEN x.cause IS NOT NULL THEN x.cause
         WHEN COALESCE(c.error_code, c.error_message) IS NULL THEN 'the source does not tell the error'
         ELSE 'the error is not in the list of known errors'
       END AS cause,
       COALESCE(x.next_step, 'sign in to the connection again and run what uses it once') AS next_step,
       u.flow_count, u.app_count, u.used_by, c.error_code, c.error_message,
       c.account_name, c.created_by_id AS owner_id,
       COALESCE(p.display_name, c.created_by_name, c.created_by_upn) AS owner_name, t.refreshed_at,
       e.display_name AS environment_name, c.environment_id, c.connection_id
  FROM connection_error AS b
  JOIN connection AS c ON c.connection_id = b.connection_id
 CROSS JOIN known AS k
  LEFT JOIN error_code AS x ON x.code = b.code
  LEFT JOIN connection_use AS u ON u.connection_id = b.connection_id
  LEFT JOIN connection_activity AS t ON t.connection_id = b.connection_id
  LEFT JOIN principal AS p ON p.principal_id = c.created_by_id
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
 WHERE COALESCE(c.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY c.environment_id, c.connection_id
