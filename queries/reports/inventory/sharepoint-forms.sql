-- title:    Forms of SharePoint lists
-- severity: info
-- needs:    app, app.app_type
-- wants:    environment, principal, usage:app
-- refs:     CoE dashboard "SharePoint Form Apps"; CoE view "Sharepoint"
--
-- Apps that replace the form of a SharePoint list. They follow the rights of the list, so they are easily overlooked
-- when a list moves or its owner leaves.
--
-- The address of the list is known only from the CoE kit.
SELECT a.display_name AS app_name, a.sharepoint_form_url, a.connections, a.owner_id,
       COALESCE(p.display_name, a.owner_name, a.owner_upn) AS owner_name,
       a.shared_users, a.shared_groups, u.launches_30_days, u.last_launched_at, a.created_at,
       a.modified_at, e.display_name AS environment_name, a.environment_id, a.app_id
  FROM app AS a
  LEFT JOIN environment AS e ON e.environment_id = a.environment_id
  LEFT JOIN principal AS p ON p.principal_id = a.owner_id
  LEFT JOIN usage AS u ON u.resource_kind = 'app' AND u.resource_id = a.app_id
 WHERE a.app_type = 'sharepoint-form'
   AND COALESCE(a.row_active, 1) = 1
   AND COALESCE(a.is_deleted, 0) = 0
   AND COALESCE(a.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY a.environment_id, a.app_id
