-- title:    Data policies that allow more than before
-- severity: high
-- needs:    dlp_policy
-- before:   dlp_policy
-- wants:    dlp_policy_connector, dlp_policy_environment, dlp_action_rule, dlp_endpoint_rule, dlp_connector_pattern, dlp_exempt_resource
-- refs:     CoE issue 7928; SCuBA MS.POWERPLATFORM.2.1; Microsoft "Data policy strategy"; OWASP LCNC-SEC-03
-- rule:     DRF-003
-- resource: dlp_policy policy_id
-- key:      change detail_id
--
-- A data policy is loosened in one click, sometimes by a tool and by mistake. From that moment on flows may carry
-- data to places that were closed, and nothing fails that would tell.
--
-- Find the change in the audit log. Put it back if nobody decided it; if somebody did, write down why and until
-- when.
--
-- Listed: a policy that is gone, fewer environments, a default group that is no longer Blocked, a connector, address
-- or pattern that left Blocked, an action or address that is no longer denied, an exempted resource. A connector
-- that moved between Business and Non-business loosens nothing by itself and is left out. Parts that one of the two
-- snapshots did not hold for a policy are not compared.
WITH
pair AS MATERIALIZED (
	SELECT n.policy_id, n.display_name, n.modified_at, n.modified_by_name,
	       lower(w.environment_type) AS old_type, lower(n.environment_type) AS new_type,
	       lower(w.default_classification) AS old_default, lower(n.default_classification) AS new_default
	  FROM dlp_policy AS n
	  JOIN dlp_policy_before AS w ON w.policy_id = n.policy_id
	 WHERE COALESCE(n.row_active, 1) = 1 AND COALESCE(w.row_active, 1) = 1
),
listed AS MATERIALIZED (
	SELECT DISTINCT policy_id FROM dlp_policy_connector
),
listed_before AS MATERIALIZED (
	SELECT DISTINCT policy_id FROM dlp_policy_connector_before
),
change AS (
	SELECT w.policy_id, 'policy' AS change, '' AS detail_id, 'the policy is gone' AS why, w.environment_type AS old_value,
	       NULL AS new_value
	  FROM dlp_policy_before AS w
	  LEFT JOIN dlp_policy AS n ON n.policy_id = w.policy_id
	 WHERE COALESCE(w.row_active, 1) = 1
	   AND (n.policy_id IS NULL OR n.row_active = 0)
	 UNION ALL
	SELECT policy_id, 'scope', '', 'it is for fewer environments', old_type, new_type
	  FROM pair
	 WHERE old_type = 'allenvironments' AND new_type <> 'allenvironments'
	    OR old_type = 'exceptenvironments' AND new_type IN ('onlyenvironments', 'singleenvironment')
	 UNION ALL
	SELECT p.policy_id, 'environment', w.environment_id, 'an environment is no longer in its scope', 'named', NULL
	  FROM pair AS p
	  JOIN dlp_policy_environment_before AS w ON w.policy_id = p.policy_id
	  JOIN environment AS e ON e.environment_id = w.environment_id AND COALESCE(e.is_deleted, 0) = 0
	  LEFT JOIN dlp_policy_environment AS n ON n.policy_id = w.policy_id AND n.environment_id = w.environment_id
	 WHERE p.old_type = 'onlyenvironments' AND p.new_type = 'onlyenvironments' AND n.policy_id IS NULL
	 UNION ALL
	SELECT p.policy_id, 'environment', n.environment_id, 'an environment is excepted', NULL, 'excepted'
	  FROM pair AS p
	  JOIN dlp_policy_environment AS n ON n.policy_id = p.policy_id
	  LEFT JOIN dlp_policy_environment_before AS w ON w.policy_id = n.policy_id AND w.environment_id = n.environment_id
	 WHERE p.old_type = 'exceptenvironments' AND p.new_type = 'exceptenvironments' AND w.policy_id IS NULL
	   AND EXISTS (SELECT 1 FROM coverage AS c
	                 JOIN moment AS m ON c.snapshot_at <= m.before_at
	                WHERE c.entity = 'dlp_policy_environment')
	 UNION ALL
	SELECT policy_id, 'default', '', 'new connectors are no longer blocked', old_default, new_default
	  FROM pair
	 WHERE old_default = 'blocked' AND new_default <> 'blocked'
	 UNION ALL
	SELECT p.policy_id, 'connector', w.connector_id, 'a connector is no longer blocked', w.classification,
	       COALESCE(n.classification, p.new_default)
	  FROM pair AS p
	  JOIN listed AS l ON l.policy_id = p.policy_id
	  JOIN dlp_policy_connector_before AS w ON w.policy_id = p.policy_id AND lower(w.classification) = 'blocked'
	  LEFT JOIN dlp_policy_connector AS n ON n.policy_id = w.policy_id AND n.connector_id = w.connector_id
	 WHERE lower(COALESCE(n.classification, p.new_default)) <> 'blocked'
	 UNION ALL
	SELECT p.policy_id, 'connector', n.connector_id, 'a connector left the blocked default group', p.old_default,
	       n.classification
	  FROM pair AS p
	  JOIN listed_before AS l ON l.policy_id = p.policy_id
	  JOIN dlp_policy_connector AS n ON n.policy_id = p.policy_id AND lower(n.classification) <> 'blocked'
	  LEFT JOIN dlp_policy_connector_before AS w ON w.policy_id = n.policy_id AND w.connector_id = n.connector_id
	 WHERE w.policy_id IS NULL AND p.old_default = 'blocked'
	 UNION ALL
	SELECT p.policy_id, 'action', w.connector_id || ' ' || w.action_id, 'an action is no longer blocked', w.behavior,
	       COALESCE(n.behavior, 'no rule')
	  FROM pair AS p
	  JOIN dlp_action_rule_before AS w ON w.policy_id = p.policy_id AND lower(w.behavior) = 'block'
	  LEFT JOIN dlp_action_rule AS n
	         ON n.policy_id = w.policy_id AND n.connector_id = w.connector_id AND n.action_id = w.action_id
	 WHERE COALESCE(lower(n.behavior), 'none') <> 'block'
	   AND COALESCE(lower(n.default_behavior), 'allow') <> 'block'
	 UNION ALL
	SELECT p.policy_id, 'address', w.connector_id || ' ' || w.endpoint, 'an address is no longer denied', w.behavior,
	       COALESCE(n.behavior, 'no rule')
	  FROM pair AS p
	  JOIN dlp_endpoint_rule_before AS w ON w.policy_id = p.policy_id AND lower(w.behavior) = 'deny'
	  LEFT JOIN dlp_endpoint_rule AS n
	         ON n.policy_id = w.policy_id AND n.connector_id = w.connector_id AND n.endpoint = w.endpoint
	 WHERE COALESCE(lower(n.behavior), 'none') <> 'deny'
	 UNION ALL
	SELECT p.policy_id, 'pattern', w.pattern, 'addresses of custom connectors are no longer blocked', w.classification,
	       COALESCE(n.classification, 'no rule')
	  FROM pair AS p
	  JOIN dlp_connector_pattern_before AS w ON w.policy_id = p.policy_id AND lower(w.classification) = 'blocked'
	  LEFT JOIN dlp_connector_pattern AS n ON n.policy_id = w.policy_id AND n.pattern = w.pattern
	 WHERE COALESCE(lower(n.classification), 'none') <> 'blocked'
	 UNION ALL
	SELECT p.policy_id, 'exemption', n.exempt_kind || ' ' || n.exempt_id, 'a resource was exempted', NULL, n.exempt_kind
	  FROM pair AS p
	  JOIN dlp_exempt_resource AS n ON n.policy_id = p.policy_id
	  LEFT JOIN dlp_exempt_resource_before AS w
	         ON w.policy_id = n.policy_id AND w.exempt_kind = n.exempt_kind AND w.exempt_id = n.exempt_id
	 WHERE w.policy_id IS NULL
	   AND EXISTS (SELECT 1 FROM coverage AS c
	                 JOIN moment AS m ON c.snapshot_at <= m.before_at
	                WHERE c.entity = 'dlp_exempt_resource')
)
SELECT CASE WHEN c.change IN ('policy', 'scope', 'default', 'connector') THEN 'high' ELSE 'medium' END AS severity,
       COALESCE(n.display_name, w.display_name) AS policy_name, c.why,
       COALESCE(k.display_name, e.display_name, NULLIF(c.detail_id, '')) AS detail_name,
       c.old_value, c.new_value, n.modified_at, n.modified_by_name, c.change, c.detail_id, c.policy_id
  FROM change AS c
  LEFT JOIN dlp_policy AS n ON n.policy_id = c.policy_id
  LEFT JOIN dlp_policy_before AS w ON w.policy_id = c.policy_id
  LEFT JOIN connector AS k ON c.change = 'connector' AND k.connector_id = c.detail_id
  LEFT JOIN environment AS e ON c.change = 'environment' AND e.environment_id = c.detail_id
 ORDER BY c.policy_id, c.change, c.detail_id
