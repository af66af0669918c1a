-- title:    All Power Pages sites
-- severity: info
-- needs:    portal
-- wants:    environment, principal
-- refs:     CoE dashboard "Power Pages"; CoE views "Power Pages Sites", "Active Power Pages Sites"
--
-- The list of sites with how people get in and whether table permissions are on everywhere.
--
-- permissions_everywhere is yes only when lists, basic forms and advanced forms are all known to have them.
SELECT s.display_name AS site_name, s.website_name, s.state, s.site_type, s.visibility, s.url,
       s.owner_id, COALESCE(p.display_name, s.owner_name) AS owner_name,
       CASE
         WHEN s.table_permissions_lists = 0 OR s.table_permissions_basic_forms = 0
           OR s.table_permissions_advanced_forms = 0 OR s.table_permissions = 0 THEN 0
         WHEN s.table_permissions = 1 THEN 1
         WHEN s.table_permissions_lists = 1 AND s.table_permissions_basic_forms = 1
          AND s.table_permissions_advanced_forms = 1 THEN 1
       END AS has_permissions_everywhere,
       s.external_identities, s.local_authentication, s.local_registration, s.open_registration,
       s.waf_enabled, s.created_at, s.modified_at, s.is_orphaned,
       e.display_name AS environment_name, s.environment_id, s.portal_id
  FROM portal AS s
  LEFT JOIN principal AS p ON p.principal_id = s.owner_id
  LEFT JOIN environment AS e ON e.environment_id = s.environment_id
 WHERE COALESCE(s.row_active, 1) = 1
   AND COALESCE(s.is_deleted, 0) = 0
   AND COALESCE(s.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY s.environment_id, s.portal_id
