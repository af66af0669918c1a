-- The live flows of each service account: is_owner, the account owns it; uses, the flow runs on a connection of the account.
-- index: principal_id
-- index: flow_id
WITH
bond AS (
	SELECT a.principal_id, f.flow_id, 1 AS is_owner, 0 AS is_user
	  FROM flow AS f
	  JOIN service_account AS a ON a.principal_id = COALESCE(f.owner_id, f.creator_id)
	 UNION ALL
	SELECT c.principal_id, r.resource_id, 0, 1
	  FROM resource_connector AS r
	  JOIN service_connection AS c ON c.connection_id = r.connection_id
	 WHERE r.resource_kind = 'flow' AND COALESCE(lower(r.runs_as), 'embedded') = 'embedded'
	 UNION ALL
	SELECT c.principal_id, r.resource_id, 0, 1
	  FROM resource_connector AS r
	  JOIN connection_reference AS n ON n.environment_id = r.environment_id
	                                AND n.logical_name = r.connection_reference
	  JOIN service_connection AS c ON c.connection_id = n.connection_id
	 WHERE r.resource_kind = 'flow' AND r.connection_id IS NULL
	   AND COALESCE(lower(r.runs_as), 'embedded') = 'embedded'
)
SELECT b.principal_id, b.flow_id, lower(f.state) AS state, max(b.is_owner) AS is_owner, max(b.is_user) AS is_user
  FROM bond AS b
  JOIN flow AS f ON f.flow_id = b.flow_id
  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
 WHERE COALESCE(f.row_active, 1) = 1
   AND COALESCE(f.is_deleted, 0) = 0
   AND COALESCE(f.state, '') <> 'deleted'
   AND COALESCE(e.is_deleted, 0) = 0
 GROUP BY b.principal_id, b.flow_id, f.state
