-- The connections of each flow with the account behind them (see connection_login), one row per reference. is_known: the
-- connection was imported.
SELECT u.resource_id AS flow_id, u.reference, u.connector_id, lower(u.runs_as) AS runs_as, u.connection_id,
       a.status, a.error_code, a.connection_id IS NOT NULL AS is_known, a.is_sso, a.account_name,
       a.account_id, a.is_account_guessed, a.account_state, a.created_by_id, a.service_basis,
       a.is_service_account
  FROM bound_connector AS u
  LEFT JOIN connection_login AS a ON a.connection_id = u.connection_id
 WHERE u.resource_kind = 'flow'
