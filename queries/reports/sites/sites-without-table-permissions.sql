-- title:    Sites that show tables without permissions
-- severity: critical
-- needs:    portal
-- either:   portal.table_permissions_lists, portal.table_permissions_basic_forms, portal.table_permissions_advanced_forms
-- wants:    portal.table_permissions_lists, portal.table_permissions_basic_forms, portal.table_permissions_advanced_forms
-- refs:     CoE views "Table Permissions Disabled"; Microsoft "Power Pages table permissions"; OWASP LCNC-SEC-02; MITRE T1190
-- rule:     WEB-003
-- resource: portal portal_id
--
-- A list or form without table permissions gives every row of its table to everybody who finds the page. Whole tables
-- of personal data have become public that way.
--
-- Switch table permissions on for the named lists and forms, and give each role the narrowest scope that works. Newer
-- sites enforce them; there the kit's flag may be old, so look before you raise an alarm.
SELECT display_name AS site_name,
       CASE
         WHEN table_permissions_lists = 0 THEN 'off for at least one list'
         WHEN table_permissions_basic_forms = 0 THEN 'off for at least one basic form'
         ELSE 'off for at least one step of an advanced form'
       END AS why,
       table_permissions_lists, table_permissions_basic_forms, table_permissions_advanced_forms,
       visibility, url, owner_id, owner_display_name AS owner_name, environment_name,
       environment_id, portal_id
  FROM live_portal
 WHERE table_permissions_lists = 0
    OR table_permissions_basic_forms = 0
    OR table_permissions_advanced_forms = 0
 ORDER BY portal_id
