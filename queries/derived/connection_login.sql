-- The account behind each connection: account_id is the principal who signed in, or, where the record does not say, who made
-- the connection (is_account_guessed). is_service_account stays empty for an unknown account; service_basis is that of
-- service_account, 'pattern' for a name that no principal bears, or 'application'. status is 'Deleted' for what is deleted.
-- index: connection_id
WITH
named AS MATERIALIZED (
	SELECT name, min(principal_id) AS principal_id
	  FROM (SELECT lower(user_principal_name) AS name, principal_id FROM principal
	         UNION ALL
	        SELECT lower(email), principal_id FROM principal)
	 WHERE name IS NOT NULL
	 GROUP BY name
	HAVING min(principal_id) = max(principal_id)
),
account AS (
	SELECT c.connection_id, CASE WHEN c.is_deleted = 1 THEN 'Deleted' ELSE c.status END AS status,
	       c.error_code, c.is_sso, c.created_by_id,
	       COALESCE(c.account_name, c.created_by_upn, c.created_by_name) AS account_name,
	       CASE WHEN c.account_name IS NOT NULL THEN n.principal_id
	            ELSE c.created_by_id END AS account_id,
	       CASE WHEN c.account_name IS NULL THEN 1 ELSE 0 END AS is_account_guessed
	  FROM connection AS c
	  LEFT JOIN named AS n ON n.name = lower(c.account_name)
),
based AS (
	SELECT a.*, p.standing AS account_state,
	       COALESCE(s.basis,
	                CASE WHEN q.is_service_principal = 1 OR q.kind = 'service_principal' THEN 'application'
	                     WHEN q.principal_id IS NULL
	                      AND list_match('service_account_pattern', a.account_name) IS NOT NULL
	                     THEN 'pattern' END) AS service_basis
	  FROM account AS a
	  LEFT JOIN principal AS q ON q.principal_id = a.account_id
	  LEFT JOIN principal_standing AS p ON p.principal_id = a.account_id
	  LEFT JOIN service_account AS s ON s.principal_id = a.account_id
)
SELECT b.*,
       CASE WHEN service_basis IS NOT NULL THEN 1
            WHEN COALESCE(account_id, account_name) IS NOT NULL THEN 0 END AS is_service_account
  FROM based AS b
