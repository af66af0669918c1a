-- title:    Default environment that is not hardened
-- severity: high
-- needs:    environment, dlp_policy
-- wants:    dlp_policy_environment, dlp_policy_connector, dlp_connector_pattern, tenant_setting, environment.protection_level
-- refs:     Microsoft "Secure the default environment"; SCuBA MS.POWERPLATFORM.2.1; OWASP LCNC-SEC-04; MITRE T1567 and T1048
-- rule:     ENV-004
-- resource: environment environment_id
-- key:      reason
--
-- Every account of the tenant is a maker in the default environment, and none can be shut out. What is left open there
-- is open for all.
--
-- Cover it with a policy whose default group and whose pattern for all addresses are Blocked, leave in it only what
-- cannot be blocked, switch off sharing with everyone, and manage the environment.
--
-- With several policies one that blocks is enough. Connectors are judged only below a default group of Blocked, and only
-- those that the import knows. What was not imported is not judged and makes this answer partial.
WITH
home AS (
	SELECT * FROM live_environment WHERE kind = 'default'
),
bound AS (
	SELECT h.environment_id, p.policy_id, p.default_classification, p.knows_groups,
	       (SELECT max(r.classification) FROM dlp_connector_pattern AS r
	         WHERE r.policy_id = p.policy_id AND r.pattern = '*') AS rest_classification
	  FROM home AS h
	  JOIN dlp_binding AS b ON b.environment_id = h.environment_id
	  JOIN dlp_policy_scope AS p ON p.policy_id = b.policy_id
),
barrier AS (
	SELECT environment_id, count(*) AS policy_count, count(default_classification) AS known_count,
	       max(CASE WHEN default_classification = 'Blocked' THEN 1 ELSE 0 END) AS blocks_rest,
	       max(CASE WHEN COALESCE(rest_classification, default_classification) = 'Blocked'
	                THEN 1 ELSE 0 END) AS blocks_custom
	  FROM bound
	 GROUP BY environment_id
),
usable AS (
	SELECT b.environment_id, c.connector_id
	  FROM bound AS b
	  JOIN dlp_class AS c ON c.policy_id = b.policy_id
	  LEFT JOIN unblockable_connector AS u ON u.connector_id = c.connector_id
	  LEFT JOIN connector AS k ON k.connector_id = c.connector_id
	 WHERE c.class IS NOT NULL AND c.class <> 'Ignore'
	   AND COALESCE(k.is_unblockable, CASE WHEN u.connector_id IS NOT NULL THEN 1 ELSE 0 END) = 0
	 GROUP BY b.environment_id, c.connector_id
	HAVING max(CASE WHEN c.class = 'Blocked' THEN 1 ELSE 0 END) = 0
),
gap AS (
	SELECT h.environment_id, 'uncovered' AS reason, 'no data policy is known to cover it' AS why,
	       NULL AS object_count
	  FROM home AS h
	  LEFT JOIN barrier AS b ON b.environment_id = h.environment_id
	 WHERE b.environment_id IS NULL
	 UNION ALL
	SELECT environment_id, 'default-group', 'connectors that no policy names are not blocked', NULL
	  FROM barrier
	 WHERE blocks_rest = 0 AND known_count = policy_count
	 UNION ALL
	SELECT u.environment_id, 'connectors', 'connectors that could be blocked are not', count(*)
	  FROM usable AS u
	  JOIN barrier AS b ON b.environment_id = u.environment_id AND b.blocks_rest = 1
	 GROUP BY u.environment_id
	 UNION ALL
	SELECT environment_id, 'custom-connectors',
	       'custom connectors of any address are not blocked', NULL
	  FROM barrier
	 WHERE blocks_custom = 0 AND known_count = policy_count
	 UNION ALL
	SELECT h.environment_id, 'sharing', 'apps may be shared with everyone', NULL
	  FROM home AS h
	 WHERE EXISTS (SELECT 1 FROM platform_setting)
	   AND NOT EXISTS (SELECT 1 FROM platform_setting
	                    WHERE setting = 'powerplatform.powerapps.disablesharewitheveryone'
	                      AND value = 'true')
	 UNION ALL
	SELECT environment_id, 'unmanaged', 'it is not managed', NULL
	  FROM home
	 WHERE lower(protection_level) <> 'standard'
)
SELECT h.display_name AS environment_name, g.why, g.object_count, g.reason, g.environment_id
  FROM gap AS g
  JOIN home AS h ON h.environment_id = g.environment_id
 ORDER BY g.environment_id, g.reason
