-- title:    The CoE kit runs under a person's account
-- severity: medium
-- needs:    flow, principal
-- wants:    inventory_writer, dataverse_user
-- refs:     Microsoft "Set up the CoE Starter Kit"; CoE issues 7361, 8952
-- rule:     IDN-003
-- resource: principal principal_id
--
-- When that person changes the password, gets a new phone or leaves, the inventory of the whole tenant stops, and
-- every sign-in policy for people applies to it.
--
-- Give the kit an account of its own with a permanent role, sign all its connections in with that account, and make
-- it the owner of the flows. Mark the account as a service account in the list listed_service_account.
--
-- An account counts when it owns flows of the kit or last wrote rows of its tables. An account that looks like no
-- service account by its name may be one all the same: then list it.
SELECT CASE WHEN p.is_enabled = 0 OR p.is_deleted = 1 THEN 'high' ELSE 'medium' END AS severity,
       COALESCE(p.display_name, p.user_principal_name, k.principal_id) AS account_name,
       CASE WHEN p.is_deleted = 1 THEN 'the account that runs it is deleted'
            WHEN p.is_enabled = 0 THEN 'the account that runs it is disabled'
            ELSE 'not known as a service account' END AS why,
       (SELECT count(*) FROM coe_flow AS f WHERE f.owner_id = k.principal_id) AS kit_flow_count,
       p.user_principal_name, p.department, k.principal_id
  FROM coe_account AS k
  JOIN principal AS p ON p.principal_id = k.principal_id
  LEFT JOIN service_account AS a ON a.principal_id = k.principal_id
 WHERE a.principal_id IS NULL
   AND COALESCE(p.is_service_principal, 0) = 0
   AND COALESCE(p.is_system, 0) = 0
   AND COALESCE(p.kind, 'user') IN ('user', 'unknown')
 ORDER BY COALESCE(lower(p.user_principal_name), ''), k.principal_id
