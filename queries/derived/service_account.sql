-- Service accounts.
-- index: principal_id
SELECT principal_id, user_principal_name, display_name, 'pattern' AS basis
  FROM principal
 WHERE list_match('service_account_pattern', user_principal_name) IS NOT NULL
