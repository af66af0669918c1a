-- title:    Exceptions that were granted since the previous snapshot
-- severity: medium
-- needs:    environment
-- before:   environment
-- either:   environment.excused_from_inventory, governance_note, ca_policy_target
-- refs:     CoE columns "Excused From ..."; OWASP LCNC-SEC-09
-- rule:     DRF-007
-- resource: :resource_kind resource_id
-- key:      exception
--
-- An exception takes something out of a rule, usually for good, because nobody asks again. Whoever grants it often
-- does not see what else hangs on it: an environment that is excused from the inventory vanishes from every report.
--
-- Ask who granted it, why and until when, and write that down. What has no reason any more: take it back.
--
-- Listed: environments, flows, apps and others which the CoE kit was told to leave out, and accounts, groups or
-- roles that a Conditional Access policy excludes. Exemptions from data policies stand in data-policies-loosened.
WITH
policy AS (
	SELECT n.policy_id, n.display_name
	  FROM ca_policy AS n
	  JOIN ca_policy_before AS w ON w.policy_id = n.policy_id
	 WHERE EXISTS (SELECT 1 FROM ca_policy_target_before AS t WHERE t.policy_id = n.policy_id)
),
note AS (
	SELECT n.resource_kind, n.resource_id,
	       CASE WHEN n.excused_from_compliance = 1 AND COALESCE(w.excused_from_compliance, 0) = 0 THEN 1 END AS compliance,
	       CASE WHEN n.excused_from_archival = 1 AND COALESCE(w.excused_from_archival, 0) = 0 THEN 1 END AS archival,
	       CASE WHEN n.excused_from_quarantine = 1 AND COALESCE(w.excused_from_quarantine, 0) = 0 THEN 1 END AS quarantine,
	       CASE WHEN n.excused_from_cleanup = 1 AND COALESCE(w.excused_from_cleanup, 0) = 0 THEN 1 END AS cleanup
	  FROM governance_note AS n
	  JOIN governance_note_before AS w ON w.resource_kind = n.resource_kind AND w.resource_id = n.resource_id
),
granted AS (
	SELECT 'environment' AS resource_kind, n.environment_id AS resource_id, 'inventory' AS exception,
	       'left out of the inventory' AS why, n.display_name AS resource_name, n.environment_id, NULL AS excluded_id
	  FROM environment AS n
	  JOIN environment_before AS w ON w.environment_id = n.environment_id
	 WHERE n.excused_from_inventory = 1 AND COALESCE(w.excused_from_inventory, 0) = 0
	 UNION ALL
	SELECT resource_kind, resource_id, 'compliance', 'excused from the compliance process', NULL, NULL, NULL
	  FROM note WHERE compliance = 1
	 UNION ALL
	SELECT resource_kind, resource_id, 'archival', 'excused from the inactivity process', NULL, NULL, NULL
	  FROM note WHERE archival = 1
	 UNION ALL
	SELECT resource_kind, resource_id, 'quarantine', 'excused from quarantine', NULL, NULL, NULL
	  FROM note WHERE quarantine = 1
	 UNION ALL
	SELECT resource_kind, resource_id, 'clean-up', 'excused from the removal of empty environments', NULL, NULL, NULL
	  FROM note WHERE cleanup = 1
	 UNION ALL
	SELECT 'ca_policy', n.policy_id, n.target_kind || ' ' || n.target,
	       'a ' || n.target_kind || ' is excluded from a Conditional Access policy', p.display_name, NULL, lower(n.target)
	  FROM ca_policy_target AS n
	  JOIN policy AS p ON p.policy_id = n.policy_id
	  LEFT JOIN ca_policy_target_before AS w
	         ON w.policy_id = n.policy_id AND w.target_kind = n.target_kind AND w.relation = n.relation
	        AND w.target = n.target
	 WHERE n.relation = 'exclude' AND n.target_kind IN ('user', 'group', 'role', 'application', 'location')
	   AND w.policy_id IS NULL
)
SELECT CASE WHEN g.exception = 'inventory' OR g.resource_kind = 'ca_policy' THEN 'high' ELSE 'medium' END AS severity,
       g.resource_kind, COALESCE(g.resource_name, f.display_name, a.display_name, e.display_name) AS resource_name,
       g.why, COALESCE(p.display_name, p.user_principal_name) AS excluded_name,
       COALESCE(f.owner_id, f.creator_id, a.owner_id) AS owner_id,
       COALESCE(g.environment_id, f.environment_id, a.environment_id, e.environment_id) AS environment_id,
       g.exception, g.resource_id
  FROM granted AS g
  LEFT JOIN flow AS f ON g.resource_kind = 'flow' AND f.flow_id = g.resource_id
  LEFT JOIN app AS a ON g.resource_kind = 'app' AND a.app_id = g.resource_id
  LEFT JOIN environment AS e ON g.resource_kind = 'environment' AND e.environment_id = g.resource_id
  LEFT JOIN principal AS p ON p.principal_id = g.excluded_id
 WHERE COALESCE(f.is_deleted, a.is_deleted, e.is_deleted, 0) = 0
 ORDER BY g.resource_kind, g.resource_id, g.exception
