-- title:    Connection references of production that are unbound or a person's
-- severity: medium
-- needs:    connection_reference, environment.sku
-- wants:    connection, principal
-- refs:     Microsoft "Connection references"; CoE view "Connection References"
-- rule:     ALM-007
-- resource: connection_reference logical_name
-- key:      environment_id reason
--
-- Flows of a solution sign in through connection references. An unbound one keeps its flows off, and one bound to a
-- person's connection stops them all on the day that person leaves.
--
-- Bind it to a connection of a service account or, better, a service principal, and turn its flows on again.
--
-- Service accounts are told by the list service_account_pattern, so an unusual name makes a row too many. A connection
-- that is not in the import is not judged.
WITH
reference AS (
	SELECT r.environment_id, r.logical_name, r.display_name, r.connector_id, r.connection_id,
	       r.is_managed, e.display_name AS environment_name,
	       CASE WHEN r.is_bound = 0 THEN 1 ELSE 0 END AS is_unbound
	  FROM connection_reference AS r
	  JOIN live_environment AS e ON e.environment_id = r.environment_id
	 WHERE e.is_production = 1
	   AND COALESCE(lower(r.state), 'active') = 'active'
),
weak AS (
	SELECT r.*, 'unbound' AS reason, 'bound to no connection' AS why, NULL AS owner_id,
	       NULL AS owner_name, NULL AS account_name
	  FROM reference AS r
	 WHERE is_unbound = 1
	 UNION ALL
	SELECT r.*, 'personal', 'bound to the connection of a person', c.created_by_id,
	       COALESCE(p.display_name, c.created_by_name), c.account_name
	  FROM reference AS r
	  JOIN connection AS c ON c.connection_id = r.connection_id
	  JOIN principal AS p ON p.principal_id = c.created_by_id
	  LEFT JOIN service_account AS s ON s.principal_id = c.created_by_id
	 WHERE r.is_unbound = 0
	   AND s.principal_id IS NULL
	   AND COALESCE(p.is_service_principal, 0) = 0
	   AND COALESCE(p.is_system, 0) = 0
	   AND COALESCE(p.kind, 'user') = 'user'
)
SELECT display_name AS reference_name, why, connector_id, owner_id, owner_name, account_name,
       environment_name, environment_id, reason, logical_name, connection_id
  FROM weak
 ORDER BY environment_id, logical_name, reason
