-- title:    Apps shared with everyone
-- severity: high
-- needs:    app
-- either:   app.is_shared_with_tenant, role_assignment:app
-- refs:     CoE view "Shared With Tenant"; SCuBA MS.POWERPLATFORM.6.1; Power Platform Advisor
-- rule:     APP-001
-- resource: app app_id
--
-- "Everyone" is every account of the tenant, with guests who ever signed in. When such an app also hands out its
-- maker's connections, all of them can reach the data behind it, even outside the app.
--
-- Replace Everyone by a security group, and switch off sharing with everyone for the tenant. Look at guests first
-- when the row is critical.
--
-- An app is listed when a permission names the whole tenant, or when the CoE kit read it so.
WITH
marked AS (
	SELECT a.*,
	       CASE WHEN EXISTS (SELECT 1 FROM role_assignment AS r
	                          WHERE r.resource_kind = 'app' AND r.resource_id = a.app_id
	                            AND lower(r.principal_type) = 'tenant')
	            THEN 1 ELSE 0 END AS by_permission
	  FROM app AS a
	 WHERE COALESCE(a.row_active, 1) = 1 AND COALESCE(a.is_deleted, 0) = 0
)
SELECT CASE
         WHEN a.has_insecure_implicit_connections = 1 OR a.shared_guest_user = 1
           OR a.shared_guest_editor = 1 OR a.shared_guest_owner = 1 THEN 'critical'
         ELSE 'high'
       END AS severity,
       a.display_name AS app_name, a.app_type,
       CASE WHEN a.by_permission = 1 THEN 'a permission names the whole tenant'
            ELSE 'marked so by the CoE kit' END AS why,
       a.has_insecure_implicit_connections,
       CASE WHEN a.shared_guest_user = 1 OR a.shared_guest_editor = 1 OR a.shared_guest_owner = 1
            THEN 1
            WHEN a.shared_guest_user = 0 AND a.shared_guest_editor = 0 AND a.shared_guest_owner = 0
            THEN 0 END AS has_guests,
       a.owner_id, COALESCE(p.display_name, a.owner_name, a.owner_upn) AS owner_name,
       e.display_name AS environment_name, a.environment_id, a.app_id
  FROM marked AS a
  LEFT JOIN environment AS e ON e.environment_id = a.environment_id
  LEFT JOIN principal AS p ON p.principal_id = a.owner_id
 WHERE (a.is_shared_with_tenant = 1 OR a.by_permission = 1)
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY a.environment_id, a.app_id
