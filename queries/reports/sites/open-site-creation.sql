-- title:    Everybody may make Power Pages sites
-- severity: low
-- needs:    tenant_setting
-- refs:     SCuBA MS.POWERPLATFORM.5.1; NIST AC-6(10); MITRE T1190
-- rule:     WEB-005
-- resource: tenant_setting setting
--
-- A site puts tables of Dataverse on the internet. Who makes one decides what the world can read, and a wrong setting is
-- found by strangers first.
--
-- Leave the making of sites to administrators, and review each one before it goes public.
SELECT 'everybody may make sites' AS why, s.value, k.setting
  FROM (SELECT 'disablePortalsCreationByNonAdminUsers' AS setting) AS k
  LEFT JOIN platform_setting AS s ON s.setting = lower(k.setting)
 WHERE COALESCE(s.value, '') <> 'true'
   AND EXISTS (SELECT 1 FROM platform_setting)
 ORDER BY k.setting
