-- title:    Tenant settings that changed
-- severity: low
-- needs:    tenant_setting
-- before:   tenant_setting
-- refs:     SCuBA MS.POWERPLATFORM.1.1, 1.2, 5.1 and 6.1; CIS Dynamics 365 2.1
-- rule:     DRF-005
-- resource: tenant_setting setting
--
-- A setting of the tenant works everywhere at once. One switch, thrown for a test and forgotten, opens the creation
-- of environments or sharing with everyone for all.
--
-- Find the change in the audit log and ask for its reason. Put back what nobody decided, and write down what
-- somebody did.
--
-- The lists guarded_setting and expected_setting say which values are safe and how bad a change away from them is; a
-- change towards the safe value is for information. A setting that one of the snapshots does not have is told only
-- when both hold settings.
WITH
guard AS (
	SELECT lower(setting) AS name, safe_value, severity, meaning FROM guarded_setting
	 UNION ALL
	SELECT lower(setting), expected, severity, NULL FROM expected_setting
),
change AS (
	SELECT n.setting, w.value AS old_value, n.value AS new_value,
	       CASE WHEN w.setting IS NULL THEN 1 ELSE 0 END AS is_new
	  FROM tenant_setting AS n
	  LEFT JOIN tenant_setting_before AS w ON w.setting = n.setting
	 WHERE w.setting IS NULL OR COALESCE(w.value, '') <> COALESCE(n.value, '')
	 UNION ALL
	SELECT w.setting, w.value, NULL, 0
	  FROM tenant_setting_before AS w
	  LEFT JOIN tenant_setting AS n ON n.setting = w.setting
	 WHERE n.setting IS NULL
)
SELECT CASE
         WHEN g.name IS NULL THEN 'low'
         WHEN lower(c.new_value) = lower(g.safe_value) OR c.is_new = 1 THEN 'info'
         WHEN lower(c.old_value) = lower(g.safe_value) THEN g.severity
         ELSE 'low'
       END AS severity,
       c.setting AS setting_name,
       CASE
         WHEN c.is_new = 1 THEN 'the previous snapshot does not have it'
         WHEN c.new_value IS NULL THEN 'it is not set any more'
         WHEN lower(c.new_value) = lower(g.safe_value) THEN 'it became safe'
         WHEN lower(c.old_value) = lower(g.safe_value) THEN 'it is no longer safe'
         ELSE 'it has another value'
       END AS why,
       c.old_value, c.new_value, g.meaning AS safe_means, c.setting
  FROM change AS c
  LEFT JOIN guard AS g ON g.name = lower(c.setting)
 ORDER BY c.setting
