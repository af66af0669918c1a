-- title:    Dataverse databases with weak security settings
-- severity: medium
-- needs:    environment, environment_setting
-- param:    session_minutes integer 120  longest session that is not listed
-- refs:     CIS Dynamics 365 1.2, 2.3 and 4.2; SCuBA MS.POWERPLATFORM.4.1; Microsoft "Security score"; NIST SI-10; MITRE T1190
-- rule:     ENV-019
-- resource: :resource_kind resource_id
-- key:      reason
--
-- Auditing tells afterwards who changed what; a session that never ends and a cookie that works from anywhere are what
-- an attacker takes along. Each database has these switches of its own, and most are off at first.
--
-- Set them in the environment's privacy and security settings. Firewall and cookie binding exist only in Managed
-- Environments and are not asked of others; try the firewall in its audit mode first.
--
-- Judged are databases whose organization row was imported; how many were not, one row says.
WITH
knob (setting, managed_only, severity, why) AS (
	VALUES
	('isauditenabled', 0, 'medium', 'auditing is off'),
	('sessiontimeoutenabled', 0, 'medium', 'sessions have no end of their own'),
	('iscontentsecuritypolicyenabled', 0, 'medium', 'no content security policy'),
	('enableipbasedfirewallrule', 1, 'medium', 'no address firewall'),
	('enableipbasedcookiebinding', 1, 'medium', 'cookies are not bound to an address')
),
program (extension) AS (
	VALUES ('bat'), ('cmd'), ('exe'), ('hta'), ('js'), ('jse'), ('vbe'), ('vbs'), ('wsf')
),
told AS (
	SELECT e.environment_id, e.display_name, e.sku, lower(e.protection_level) AS protection_level,
	       lower(s.setting) AS setting, lower(s.value) AS value
	  FROM environment_setting AS s
	  JOIN live_environment AS e ON e.environment_id = s.environment_id
	 WHERE lower(s.setting) IN ('isauditenabled', 'sessiontimeoutenabled',
	           'sessiontimeoutinmins', 'iscontentsecuritypolicyenabled',
	           'enableipbasedfirewallrule', 'enableipbasedcookiebinding', 'blockedattachments')
),
silent AS (
	SELECT count(*) AS environment_count
	  FROM live_environment AS e
	 WHERE e.has_dataverse = 1
	   AND e.environment_id NOT IN (SELECT environment_id FROM told)
),
weak AS (
	SELECT k.severity, t.environment_id, t.display_name, t.sku, k.setting AS reason, k.why, t.value
	  FROM told AS t
	  JOIN knob AS k ON k.setting = t.setting
	 WHERE COALESCE(t.value, 'false') NOT IN ('true', '1', 'yes')
	   AND (k.managed_only = 0 OR t.protection_level = 'standard')
	 UNION ALL
	SELECT 'medium', t.environment_id, t.display_name, t.sku, t.setting,
	       'sessions last too long', t.value
	  FROM told AS t
	  JOIN told AS o ON o.environment_id = t.environment_id
	                AND o.setting = 'sessiontimeoutenabled' AND o.value IN ('true', '1', 'yes')
	 WHERE t.setting = 'sessiontimeoutinmins'
	   AND CAST(t.value AS INTEGER) > CAST(:session_minutes AS INTEGER)
	 UNION ALL
	SELECT 'medium', t.environment_id, t.display_name, t.sku, t.setting,
	       'programs may be attached: ' || min(p.extension), NULL
	  FROM told AS t
	 CROSS JOIN program AS p
	 WHERE t.setting = 'blockedattachments'
	   AND ';' || COALESCE(t.value, '') || ';' NOT LIKE '%;' || p.extension || ';%'
	 GROUP BY t.environment_id, t.display_name, t.sku, t.setting
	 UNION ALL
	SELECT 'info', NULL, NULL, NULL, 'unknown',
	       'databases whose settings were not imported', CAST(environment_count AS TEXT)
	  FROM silent
	 WHERE environment_count > 0
)
SELECT severity, display_name AS environment_name, sku, why, value, environment_id, reason,
       CASE WHEN environment_id IS NULL THEN 'tenant' ELSE 'environment' END AS resource_kind,
       COALESCE(environment_id, 'tenant') AS resource_id
  FROM weak
 ORDER BY COALESCE(environment_id, ''), reason
