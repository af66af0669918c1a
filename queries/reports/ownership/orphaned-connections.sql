-- title:    Connections in use whose maker has left
-- severity: high
-- needs:    principal
-- either:   connection, connection_identity
-- wants:    resource_connector
-- refs:     CoE view "Orphaned Connection Reference Identities"; OWASP LCNC-SEC-01
-- rule:     OWN-006
-- resource: :resource_kind resource_id
--
-- Whoever owns the flow, it works with the connection's account. When that account is gone the sign-in lasts until its
-- token is refused, and then the flow fails from one day to the next.
--
-- Make a new connection with a service account, bind the listed flows and apps to it, run them once, and delete the old
-- one.
--
-- A connection is listed while a running flow or an app uses it; `use_count` counts what uses it, running or not. Of an
-- identity that the CoE kit noted no uses are known. An account that is only absent from a list that is not complete
-- proves nothing.
WITH
found AS (
	SELECT 'connection' AS resource_kind, o.resource_id, o.resource_name AS connection_name,
	       c.connector_id, o.why, o.owner_id, o.owner_name, c.account_name, u.flow_count + u.app_count AS use_count,
	       o.environment_id, o.environment_name
	  FROM ownership AS o
	  JOIN connection AS c ON c.connection_id = o.resource_id
	  JOIN connection_use AS u ON u.connection_id = o.resource_id
	 WHERE o.resource_kind = 'connection' AND o.why IS NOT NULL
   AND (u.feeds_flow = 1 OR u.app_count > 0)
	 UNION ALL
	SELECT 'connection_identity', i.identity_id, NULL, i.connector_id,
	       CASE WHEN p.standing IN ('deleted', 'disabled') THEN 'maker ' || p.standing
	            ELSE 'maker marked as orphaned by the CoE kit' END,
	       i.created_by_id, COALESCE(p.name, i.created_by_name), i.account_name, NULL,
	       i.environment_id, e.display_name
	  FROM connection_identity AS i
	  LEFT JOIN principal_standing AS p ON p.principal_id = i.created_by_id
	  LEFT JOIN environment AS e ON e.environment_id = i.environment_id
	 WHERE COALESCE(i.row_active, 1) = 1
	   AND COALESCE(e.is_deleted, 0) = 0
	   AND COALESCE(e.excused_from_inventory, 0) = 0
	   AND (p.standing IN ('deleted', 'disabled', 'marked')
	        OR i.created_by_is_orphaned = 1 AND COALESCE(p.kind, 'user') IN ('user', 'unknown'))
)
SELECT connection_name, connector_id, why, owner_id, owner_name, account_name, use_count,
       environment_name, environment_id, resource_kind, resource_id
  FROM found
 ORDER BY environment_id, resource_kind, resource_id
