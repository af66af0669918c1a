-- title:    Apps that do not ask before they use a person's connections
-- severity: medium
-- needs:    app, app.bypass_consent
-- wants:    resource_connector:app, connector
-- refs:     OWASP LCNC-SEC-05; Microsoft "Set-AdminPowerAppApisToBypassConsent"
-- rule:     APP-005
-- resource: app app_id
--
-- Normally people see which services an app will use in their name, and agree. With consent switched off, whoever may
-- edit the app can add a service, and everybody's account is used there without anybody noticing.
--
-- Keep the switch for apps that a team maintains under change control, and clear it for all others.
--
-- It takes effect only for Microsoft's own connectors that sign in with Entra ID or not at all: an app of which all
-- connectors are known to be Microsoft's, and that no guest uses, is listed for information.
WITH
used AS (
	SELECT u.resource_id AS app_id, count(DISTINCT u.connector_id) AS connector_count,
	       count(DISTINCT CASE WHEN lower(c.publisher) LIKE 'microsoft%'
	                            AND COALESCE(c.is_custom, 0) = 0 THEN u.connector_id END) AS microsoft_count
	  FROM resource_connector AS u
	  LEFT JOIN connector AS c ON c.connector_id = u.connector_id
	 WHERE u.resource_kind = 'app'
	 GROUP BY u.resource_id
)
SELECT CASE WHEN u.connector_count = u.microsoft_count AND COALESCE(a.shared_guest_user, 0) = 0
             AND COALESCE(a.shared_guest_editor, 0) = 0 AND COALESCE(a.shared_guest_owner, 0) = 0
            THEN 'info' ELSE 'medium' END AS severity,
       a.display_name AS app_name,
       CASE WHEN u.connector_count IS NULL THEN 'its connectors are not known'
            WHEN u.connector_count = u.microsoft_count THEN 'only connectors of Microsoft'
            ELSE 'connectors of others, or not known whose' END AS why,
       u.connector_count, u.microsoft_count, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.app_id
  FROM live_app AS a
  LEFT JOIN used AS u ON u.app_id = a.app_id
 WHERE a.bypass_consent = 1
 ORDER BY a.environment_id, a.app_id
