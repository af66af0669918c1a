-- title:    Everybody may make environments
-- severity: high
-- needs:    tenant_setting
-- refs:     SCuBA MS.POWERPLATFORM.1.1 and 1.2; CIS Dynamics 365 2.1; NIST AC-6(10); MITRE T1567
-- rule:     ENV-014
-- resource: tenant_setting setting
--
-- An environment that somebody made in passing has no group, no policy written for it and an administrator of its own:
-- the maker. Data leaves the tenant most easily from there.
--
-- Leave the making of environments to administrators, and offer a request form or environment routing instead.
-- Developer environments are the least evil: they hold one user and end by themselves.
--
-- A setting that the settings in the import do not hold was never set, which leaves the door open.
WITH
door (severity, setting, opens) AS (
	VALUES
	('high', 'disableEnvironmentCreationByNonAdminUsers', 'production and sandbox environments'),
	('medium', 'disableTrialEnvironmentCreationByNonAdminUsers', 'trial environments'),
	('low', 'powerPlatform.governance.disableDeveloperEnvironmentCreationByNonAdminUsers',
	 'developer environments')
)
SELECT d.severity, 'everybody may make ' || d.opens AS why, s.value, d.setting
  FROM door AS d
  LEFT JOIN platform_setting AS s ON s.setting = lower(d.setting)
 WHERE COALESCE(s.value, '') <> 'true'
   AND EXISTS (SELECT 1 FROM platform_setting)
 ORDER BY d.setting
