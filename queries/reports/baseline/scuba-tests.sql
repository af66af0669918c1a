-- title:    SCuBA baseline for Power Platform, as ScubaGear itself tests it
-- severity: info
-- either:   collector_part, tenant_setting, dlp_policy, tenant_isolation
-- refs:     CISA SCuBA MS.POWERPLATFORM baseline and ScubaGear's Rego (CC0); BOD 25-01
--
-- One row for each test of the baseline, with the answer that ScubaGear would give from the same export, its oddities
-- included. It is for comparison with a ScubaGear report; the stricter questions are asked by other reports.
--
-- A part of the export that came back empty is an error of the collector and fails the test. What is not in the export
-- gives no answer. Differences that remain: ids are compared without case, and several answers to one call count as
-- one. Any policy counts for 2.1 and 2.2, however little it restricts. 2.3 asks neither policies for all environments
-- nor the default group, and counts a policy that excepts the default environment. Without an export of ScubaGear the
-- tests are answered from other complete sources.
WITH
source (part, entity) AS (
	VALUES ('environment_creation', 'tenant_setting'),
	       ('dlp_policies', 'dlp_policy'),
	       ('tenant_isolation', 'tenant_isolation'),
	       ('environment_list', 'environment')
),
answer AS (
	SELECT s.part,
	       CASE WHEN c.element_count IS NOT NULL THEN c.element_count
	            WHEN EXISTS (SELECT 1 FROM coverage AS k
	                          WHERE k.entity = s.entity AND k.scope = 'tenant'
	                            AND k.snapshot_at <= :as_of) THEN 1 END AS elements
	  FROM source AS s
	  LEFT JOIN collector_part AS c ON c.part = s.part AND c.path = ''
),
told AS (
	SELECT COALESCE((SELECT lower(value) FROM collector_part WHERE part = 'tenant_id' AND path = ''),
	                (SELECT min(tenant_id) FROM tenant)) AS tenant_id
),
home AS (
	SELECT CASE WHEN tenant_id IS NOT NULL THEN 'default-' || tenant_id
	            ELSE (SELECT min(environment_id) FROM environment WHERE is_default = 1) END AS environment_id
	  FROM told
),
setting (control, setting, title) AS (
	VALUES ('MS.POWERPLATFORM.1.1v1', 'disableEnvironmentCreationByNonAdminUsers',
	        'non-admins may create production and sandbox environments'),
	       ('MS.POWERPLATFORM.1.2v1', 'disableTrialEnvironmentCreationByNonAdminUsers',
	        'non-admins may create trial environments'),
	       ('MS.POWERPLATFORM.5.1v1', 'disablePortalsCreationByNonAdminUsers',
	        'non-admins may create Power Pages sites'),
	       ('MS.POWERPLATFORM.6.1v1', 'powerPlatform.powerApps.disableShareWithEveryone',
	        'apps may be shared with Everyone')
),
policy AS (
	SELECT p.policy_id, p.display_name, lower(p.environment_type) AS scope,
	       CASE WHEN n.policy_id IS NOT NULL THEN 1 ELSE 0 END AS lists_home
	  FROM dlp_policy AS p
	 CROSS JOIN home AS h
	  LEFT JOIN dlp_policy_environment AS n
	    ON n.policy_id = p.policy_id AND n.environment_id = h.environment_id
	 WHERE COALESCE(p.row_active, 1) = 1
),
counted AS (
	SELECT count(*) AS policies,
	       count(CASE WHEN scope = 'allenvironments' AND display_name IS NOT NULL THEN 1 END) AS for_all,
	       count(CASE WHEN scope <> 'exceptenvironments' AND lists_home = 1
	                    OR scope = 'exceptenvironments' AND lists_home = 0 THEN 1 END) AS for_home,
	       count(CASE WHEN lists_home = 1 THEN 1 END) AS listing_home
	  FROM policy
),
bare AS (
	SELECT e.environment_id
	  FROM environment AS e
	 CROSS JOIN counted AS c
	 WHERE COALESCE(e.is_default, 0) = 0
	   AND COALESCE(e.is_deleted, 0) = 0
	   AND c.for_all = 0
	   AND NOT EXISTS (SELECT 1 FROM dlp_policy_environment AS n
	                     JOIN policy AS p ON p.policy_id = n.policy_id
	                    WHERE n.environment_id = e.environment_id
	                      AND p.scope <> 'exceptenvironments')
	   AND (SELECT count(*) FROM policy WHERE scope = 'exceptenvironments')
	     = (SELECT count(*) FROM dlp_policy_environment AS n
	          JOIN policy AS p ON p.policy_id = n.policy_id
	         WHERE n.environment_id = e.environment_id
	           AND p.scope = 'exceptenvironments')
),
loose AS (
	SELECT DISTINCT c.connector_id
	  FROM policy AS p
	  JOIN dlp_policy_connector AS c ON c.policy_id = p.policy_id
	  LEFT JOIN unblockable_connector AS u ON u.connector_id = c.connector_id
	 WHERE p.lists_home = 1
	   AND c.classification IN ('General', 'Confidential')
	   AND u.connector_id IS NULL
),
isolation AS (
	SELECT count(*) AS facts,
	       count(CASE WHEN value IS NULL THEN 1 END) AS nulls,
	       count(CASE WHEN lower(value) = 'false' THEN 1 END) AS isolated
	  FROM (SELECT value FROM collector_part
	         WHERE part = 'tenant_isolation' AND path = 'isDisabled'
	        UNION ALL
	        SELECT CASE is_disabled WHEN 0 THEN 'false' WHEN 1 THEN 'true' END
	          FROM tenant_isolation
	         WHERE NOT EXISTS (SELECT 1 FROM collector_part
	                            WHERE part = 'tenant_isolation' AND element_count IS NOT NULL)) AS f
),
test AS (
	SELECT s.control,
	       CASE WHEN a.elements = 0 THEN 0
	            WHEN a.elements IS NULL OR t.setting IS NULL THEN NULL
	            WHEN lower(t.value) = 'true' THEN 1 ELSE 0 END AS is_met,
	       CASE WHEN a.elements = 0 THEN 'PowerShell Error'
	            WHEN a.elements IS NULL THEN 'tenant settings were not collected'
	            WHEN t.setting IS NULL THEN 'the setting is not in the export'
	            WHEN lower(t.value) = 'true' THEN 'Requirement met'
	            ELSE s.title END AS details,
	       NULL AS environment_id
	  FROM setting AS s
	  JOIN answer AS a ON a.part = 'environment_creation'
	  LEFT JOIN tenant_setting AS t ON t.setting = s.setting
	UNION ALL
	SELECT 'MS.POWERPLATFORM.2.1v1',
	       CASE WHEN a.elements IS NULL THEN NULL
	            WHEN a.elements = 0 THEN 0
	            WHEN c.for_all > 0 THEN 1
	            WHEN h.environment_id IS NULL THEN NULL
	            WHEN c.for_home > 0 THEN 1 ELSE 0 END,
	       CASE WHEN a.elements IS NULL THEN 'data policies were not collected'
	            WHEN a.elements > 0 AND (c.for_all > 0 OR c.for_home > 0) THEN 'Requirement met'
	            WHEN a.elements > 0 AND h.environment_id IS NULL THEN 'the tenant is not known'
	            ELSE 'No policy found that applies to default environment' END,
	       CASE WHEN a.elements = 0 OR c.for_all = 0 AND c.for_home = 0 THEN h.environment_id END
	  FROM answer AS a
	 CROSS JOIN counted AS c
	 CROSS JOIN home AS h
	 WHERE a.part = 'dlp_policies'
	UNION ALL
	SELECT 'MS.POWERPLATFORM.2.2v1',
	       CASE WHEN a.elements = 0 OR e.elements = 0 THEN 0
	            WHEN a.elements IS NULL OR e.elements IS NULL THEN NULL
	            WHEN b.environment_id IS NULL THEN 1 ELSE 0 END,
	       CASE WHEN a.elements = 0 OR e.elements = 0 THEN 'PowerShell Error'
	            WHEN a.elements IS NULL THEN 'data policies were not collected'
	            WHEN e.elements IS NULL THEN 'environments were not collected'
	            WHEN b.environment_id IS NULL THEN 'Requirement met'
	            ELSE 'no policy applies to this environment' END,
	       CASE WHEN a.elements > 0 AND e.elements > 0 THEN b.environment_id END
	  FROM answer AS a
	  JOIN answer AS e ON e.part = 'environment_list'
	  LEFT JOIN bare AS b ON a.elements > 0 AND e.elements > 0
	 WHERE a.part = 'dlp_policies'
	UNION ALL
	SELECT 'MS.POWERPLATFORM.2.3v1',
	       CASE WHEN a.elements = 0 THEN 0
	            WHEN a.elements IS NULL THEN NULL
	            WHEN c.policies = 0 THEN 0
	            WHEN h.environment_id IS NULL THEN NULL
	            WHEN l.connector_id IS NULL THEN 1 ELSE 0 END,
	       CASE WHEN a.elements = 0 THEN 'PowerShell Error'
	            WHEN a.elements IS NULL THEN 'data policies were not collected'
	            WHEN c.policies = 0 THEN 'No DLP Policies found'
	            WHEN h.environment_id IS NULL THEN 'the tenant is not known'
	            WHEN l.connector_id IS NULL THEN 'Requirement met'
	            ELSE 'allowed beyond the baseline: ' || l.connector_id END,
	       CASE WHEN a.elements > 0 AND l.connector_id IS NOT NULL THEN h.environment_id END
	  FROM answer AS a
	 CROSS JOIN counted AS c
	 CROSS JOIN home AS h
	  LEFT JOIN loose AS l ON a.elements > 0
	 WHERE a.part = 'dlp_policies'
	UNION ALL
	SELECT 'MS.POWERPLATFORM.3.1v1',
	       CASE WHEN a.elements IS NULL OR i.facts = 0 AND p.is_object = 1 THEN NULL
	            WHEN a.elements > 0 AND i.facts > 0 AND i.isolated = i.facts THEN 1 ELSE 0 END,
	       CASE WHEN a.elements IS NULL THEN 'tenant isolation was not collected'
	            WHEN a.elements = 0 THEN 'PowerShell Error'
	            WHEN i.facts = 0 AND p.is_object = 1 THEN 'isDisabled is not in the export'
	            WHEN i.facts = i.nulls THEN 'tenant isolation was never configured'
	            WHEN i.isolated = i.facts THEN 'Requirement met'
	            ELSE 'tenant isolation is off' END,
	       NULL
	  FROM answer AS a
	 CROSS JOIN isolation AS i
	 CROSS JOIN (SELECT count(*) AS is_object FROM collector_part
	              WHERE part = 'tenant_isolation' AND path = 'properties') AS p
	 WHERE a.part = 'tenant_isolation'
)
SELECT control, is_met, details, environment_id
  FROM test
 ORDER BY control, environment_id, details
