-- The connections of each flow with the account behind them (see connection_login), one row per reference: connection_id is
-- found through the solution's connection reference where the flow names only that. is_known: the connection was imported.
SELECT u.resource_id AS flow_id, u.reference, u.connector_id, lower(u.runs_as) AS runs_as,
       COALESCE(u.connection_id, here.connection_id, anywhere.connection_id) AS connection_id, a.status,
       a.error_code, a.connection_id IS NOT NULL AS is_known, a.is_sso, a.account_name, a.account_id,
       a.is_account_guessed, a.account_state, a.created_by_id, a.service_basis, a.is_service_account
  FROM resource_connector AS u
  LEFT JOIN connection_reference AS here
         ON here.environment_id = u.environment_id AND here.logical_name = u.connection_reference
  LEFT JOIN connection_reference AS anywhere
         ON anywhere.environment_id = '' AND anywhere.logical_name = u.connection_reference
  LEFT JOIN connection_login AS a
         ON a.connection_id = COALESCE(u.connection_id, here.connection_id, anywhere.connection_id)
 WHERE u.resource_kind = 'flow'
