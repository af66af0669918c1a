-- title:    Environment administrators may allocate capacity
-- severity: low
-- needs:    tenant_setting
-- refs:     Microsoft "Capacity add-ons"
-- rule:     CAP-004
-- resource: tenant_setting setting
--
-- Add-ons are bought once for the whole tenant. When each administrator of an environment can take from them, the
-- first who asks gets them, and nobody decides.
--
-- Leave the allocation to tenant administrators. In small tenants where the same people do both it changes nothing.
SELECT 'administrators of environments may allocate add-ons' AS why, s.value, k.setting
  FROM (SELECT 'disableCapacityAllocationByEnvironmentAdmins' AS setting) AS k
  LEFT JOIN platform_setting AS s ON s.setting = lower(k.setting)
 WHERE COALESCE(s.value, '') <> 'true'
   AND EXISTS (SELECT 1 FROM platform_setting)
 ORDER BY k.setting
