-- title:    Tenant switches that let makers share with everyone
-- severity: medium
-- needs:    tenant_setting
-- param:    team_limit integer 10000  people of a team with whom an app may be shared at once
-- refs:     SCuBA MS.POWERPLATFORM.6.1; NIST AC-6(5) and AC-6(10); MITRE T1078.004 and T1098.007; rule SHR-004
-- rule:     SHR-003
-- resource: tenant_setting setting
--
-- "Everyone" is every account of the tenant, with guests who ever signed in. A connection shared that way hands its
-- sign-in to all of them, and an app shared that way hands over the data behind it.
--
-- Close the switches; makers can still share with groups. What is shared already stays so: see shared-with-everyone.
--
-- A setting that the settings in the import do not hold was never set, which leaves sharing open; of the limit for Teams
-- nothing is said then.
WITH
switch (severity, setting, why) AS (
	VALUES
	('medium', 'powerPlatform.powerApps.disableConnectionSharingWithEveryone',
	 'connections may be shared with everyone'),
	('medium', 'powerPlatform.powerApps.disableShareWithEveryone',
	 'apps may be shared with everyone')
),
open_switch AS (
	SELECT w.severity, w.setting, w.why, s.value
	  FROM switch AS w
	  LEFT JOIN platform_setting AS s ON s.setting = lower(w.setting)
	 WHERE COALESCE(s.value, '') <> 'true'
	   AND EXISTS (SELECT 1 FROM platform_setting)
	 UNION ALL
	SELECT 'low', 'powerPlatform.teamsIntegration.shareWithColleaguesUserLimit',
	       'an app may be shared with very large teams at once', value
	  FROM platform_setting
	 WHERE setting = 'powerplatform.teamsintegration.sharewithcolleaguesuserlimit'
	   AND CAST(value AS INTEGER) > CAST(:team_limit AS INTEGER)
)
SELECT severity, why, value, setting
  FROM open_switch
 ORDER BY setting
