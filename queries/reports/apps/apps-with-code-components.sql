-- title:    Apps with code components
-- severity: low
-- needs:    app, app.code_component_count
-- wants:    environment_setting
-- refs:     OWASP LCNC-SEC-07; Microsoft "Enable code components in canvas apps"
-- rule:     APP-014
-- resource: app app_id
--
-- A code component is a program of its own inside an app. It runs in the browser of everybody who opens the app, can
-- reach what the page can reach, and is often taken from the internet as it is.
--
-- Know where each component comes from and who keeps it up to date. Switch code components off in environments that do
-- not need them.
--
-- An app is left out where its environment is known to have code components switched off: they do not run there. Where
-- that is not known, the row says so.
SELECT a.display_name AS app_name, a.app_type,
       CASE WHEN s.value IS NULL THEN 'whether its environment allows them is not known'
            ELSE 'its environment allows them' END AS why,
       a.code_component_count, a.shared_users, a.shared_groups, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.app_id
  FROM live_app AS a
  LEFT JOIN environment_setting AS s ON s.environment_id = a.environment_id
        AND s.setting = 'iscustomcontrolsincanvasappsenabled'
 WHERE a.code_component_count > 0
   AND COALESCE(lower(s.value), 'true') = 'true'
 ORDER BY a.environment_id, a.app_id
