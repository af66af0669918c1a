-- title:    Tenant settings that differ from the baseline
-- severity: medium
-- needs:    tenant_setting
-- refs:     SCuBA Power Platform baseline; Microsoft "Secure the default environment"
-- rule:     ENV-018
-- resource: tenant_setting setting
--
-- Each of these settings is a switch for the whole tenant, and one wrong one undoes what many policies forbid.
--
-- Set it back, or change the list expected_setting when the difference is wanted: it is your baseline, and the shipped
-- one is a start. A value that begins with <= or >= is a limit.
--
-- Switches with a report of their own (who may make environments and sites, sharing with everyone, capacity) are not in
-- the shipped list. A setting that the import does not hold is listed for information: its default may be right.
WITH
compared AS (
	SELECT e.setting, e.expected, e.severity, e.why, s.value,
	       CASE
	         WHEN e.expected LIKE '<=%'
	          AND CAST(s.value AS INTEGER) <= CAST(substr(e.expected, 3) AS INTEGER) THEN 1
	         WHEN e.expected LIKE '>=%'
	          AND CAST(s.value AS INTEGER) >= CAST(substr(e.expected, 3) AS INTEGER) THEN 1
	         WHEN s.value = lower(e.expected) THEN 1
	         ELSE 0
	       END AS is_met
	  FROM expected_setting AS e
	  LEFT JOIN platform_setting AS s ON s.setting = lower(e.setting)
	 WHERE EXISTS (SELECT 1 FROM platform_setting)
)
SELECT CASE WHEN value IS NULL THEN 'info' ELSE severity END AS severity,
       CASE WHEN value IS NULL THEN 'not in the import; wrong would mean: ' || why
            ELSE why END AS why,
       value, expected, setting
  FROM compared
 WHERE is_met = 0
 ORDER BY setting
