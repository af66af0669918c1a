-- The live flows of each service account: is_owner, the account owns it; is_user, the flow runs on a connection of
-- the account.
-- index: principal_id
-- index: flow_id
WITH
bond AS (
	SELECT a.principal_id, f.flow_id, 1 AS is_owner, 0 AS is_user
	  FROM flow AS f
	  JOIN service_account AS a ON a.principal_id = COALESCE(f.owner_id, f.creator_id)
	 UNION ALL
	SELECT c.principal_id, u.resource_id, 0, 1
	  FROM service_connection AS c
	  JOIN connection_user AS u ON u.connection_id = c.connection_id AND u.resource_kind = 'flow'
	 WHERE COALESCE(u.runs_as, 'embedded') = 'embedded'
)
SELECT b.principal_id, b.flow_id, lower(f.state) AS state, max(b.is_owner) AS is_owner, max(b.is_user) AS is_user
  FROM bond AS b
  JOIN flow AS f ON f.flow_id = b.flow_id
 WHERE COALESCE(f.row_active, 1) = 1
   AND COALESCE(f.is_deleted, 0) = 0
   AND COALESCE(f.state, '') <> 'deleted'
   AND COALESCE(f.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 GROUP BY b.principal_id, b.flow_id, f.state
