-- title:    Dead connections of service accounts
-- severity: high
-- needs:    connection.status, principal
-- wants:    connection, flow, resource_connector:flow
-- refs:     Microsoft "Resolve broken connections"; CoE issues 4446, 7149, 9394; OWASP LCNC-SEC-04
-- rule:     IDN-001
-- resource: connection connection_id
--
-- A connection that lost its sign-in fails at the next call, and every flow on it with it. A person notices this in their
-- own flow; nobody notices it for a service account.
--
-- Mend the cause before the sign-in, or it dies again: then sign in with the account, run one flow, and watch it end.
-- When several connections of one account died on the same day, the cause lies with the account, not with the connector.
--
-- The cause is read from the error's text by the list error_code. A state is only as fresh as the connection's last use:
-- one that no running flow uses is of low severity. Connections of unknown state are not listed.
WITH
used AS (
	SELECT r.connection_id, count(DISTINCT f.flow_id) AS flow_count,
	       max(CASE WHEN k.part = 'inventory' THEN 1 ELSE 0 END) AS feeds_inventory, min(f.display_name) AS example
	  FROM resource_connector AS r
	  JOIN service_connection AS c ON c.connection_id = r.connection_id
	  JOIN flow AS f ON f.flow_id = r.resource_id
	  LEFT JOIN coe_flow AS k ON k.flow_id = f.flow_id
	 WHERE r.resource_kind = 'flow'
	   AND lower(f.state) = 'started'
	   AND COALESCE(f.row_active, 1) = 1
	   AND COALESCE(f.is_deleted, 0) = 0
	 GROUP BY r.connection_id
)
SELECT CASE WHEN u.feeds_inventory = 1 THEN 'critical' WHEN u.flow_count > 0 THEN 'high' ELSE 'low' END AS severity,
       COALESCE(n.display_name, c.connector_id) AS connector_name,
       COALESCE(a.display_name, a.user_principal_name) AS account_name,
       COALESCE(x.cause, 'the cause is not in the error') AS why,
       COALESCE(x.next_step, 'sign in again with the account and run a flow once') AS next_step,
       c.code, c.error_code, COALESCE(u.flow_count, 0) AS flow_count, u.example AS example_flow,
       t.refreshed_at, e.display_name AS environment_name, c.environment_id, a.basis,
       c.principal_id AS owner_id, a.user_principal_name AS owner_name, c.connector_id, c.connection_id
  FROM service_connection AS c
  JOIN service_account AS a ON a.principal_id = c.principal_id
  LEFT JOIN used AS u ON u.connection_id = c.connection_id
  LEFT JOIN connector AS n ON n.connector_id = c.connector_id
  LEFT JOIN connection_activity AS t ON t.connection_id = c.connection_id
  LEFT JOIN error_code AS x ON x.code = c.code
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
 WHERE c.is_broken = 1
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY COALESCE(u.feeds_inventory, 0) DESC, COALESCE(u.flow_count, 0) DESC, c.environment_id, c.connection_id
