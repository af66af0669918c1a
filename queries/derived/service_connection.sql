-- The connections that are signed in with a service account, or, where the record does not say with what, made by
-- one. is_broken is NULL where its state is not known; code is the row of the list error_code that fits its error.
-- index: connection_id
-- index: principal_id
WITH
name AS MATERIALIZED (
	SELECT lower(user_principal_name) AS name, min(principal_id) AS principal_id
	  FROM service_account
	 WHERE user_principal_name IS NOT NULL
	 GROUP BY lower(user_principal_name)
)
SELECT c.connection_id, COALESCE(n.principal_id, a.principal_id) AS principal_id, c.connector_id,
       c.environment_id, c.status, b.code,
       CASE WHEN b.connection_id IS NOT NULL THEN 1 WHEN lower(c.status) = 'connected' THEN 0 END AS is_broken
  FROM connection AS c
  LEFT JOIN name AS n ON n.name = lower(c.account_name)
  LEFT JOIN service_account AS a ON a.principal_id = c.created_by_id AND c.account_name IS NULL
  LEFT JOIN connection_error AS b ON b.connection_id = c.connection_id
 WHERE COALESCE(c.is_deleted, 0) = 0
   AND COALESCE(n.principal_id, a.principal_id) IS NOT NULL
