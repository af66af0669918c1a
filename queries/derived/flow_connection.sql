-- The connections of each flow with the account behind them, one row per reference: connection_id is found through the
-- solution's connection reference where the flow names only that. account_id is the principal who signed in, or, where the
-- record does not say, who made the connection (is_account_guessed). is_service_account stays empty for an unknown account;
-- service_basis is that of service_account, 'pattern' for a name that no principal bears, or 'application'.
-- (For the + see flow_runner.)
-- index: flow_id
-- index: connection_id
WITH
used AS (
	SELECT rc.resource_id AS flow_id, rc.reference, rc.connector_id, lower(rc.runs_as) AS runs_as,
	       COALESCE(rc.connection_id, here.connection_id, anywhere.connection_id) AS connection_id
	  FROM resource_connector AS rc
	  LEFT JOIN connection_reference AS here
	         ON here.environment_id = rc.environment_id
	        AND here.logical_name = rc.connection_reference
	  LEFT JOIN connection_reference AS anywhere
	         ON anywhere.environment_id = ''
	        AND anywhere.logical_name = rc.connection_reference
	 WHERE +rc.resource_kind = 'flow'
),
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
	SELECT c.connection_id, c.status, c.error_code, c.is_sso, c.created_by_id,
	       COALESCE(c.account_name, c.created_by_upn, c.created_by_name) AS account_name,
	       CASE WHEN c.account_name IS NOT NULL THEN n.principal_id
	            ELSE c.created_by_id END AS account_id,
	       CASE WHEN c.account_name IS NULL THEN 1 ELSE 0 END AS is_account_guessed,
	       COALESCE(c.is_deleted, 0) AS is_deleted
	  FROM connection AS c
	  LEFT JOIN named AS n ON n.name = lower(c.account_name)
),
based AS MATERIALIZED (
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
SELECT u.flow_id, u.reference, u.connector_id, u.runs_as, u.connection_id,
       CASE WHEN a.is_deleted = 1 THEN 'Deleted' ELSE a.status END AS status, a.error_code,
       a.connection_id IS NOT NULL AS is_known, a.is_sso, a.account_name, a.account_id,
       a.is_account_guessed, a.account_state, a.created_by_id, a.service_basis,
       CASE WHEN a.service_basis IS NOT NULL THEN 1
            WHEN COALESCE(a.account_id, a.account_name) IS NOT NULL THEN 0 END AS is_service_account
  FROM used AS u
  LEFT JOIN based AS a ON a.connection_id = u.connection_id
