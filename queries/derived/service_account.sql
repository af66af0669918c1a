-- placeholder
-- index: principal_id
SELECT principal_id, user_principal_name, 'name' AS basis FROM principal WHERE lower(user_principal_name) LIKE 'svc%'
