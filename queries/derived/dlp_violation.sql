-- What data policies forbid of what there is, a row for each resource, policy, kind and connector. kind: blocked (the
-- connector is), mixed (Business and Non-business meet in it), action or endpoint (a rule forbids this action).
-- detail: the connector's class, or the action and its rule. A resource that the policy exempts is left out.
-- index: resource_kind, resource_id
WITH
exempt AS MATERIALIZED (
	SELECT policy_id, exempt_kind, exempt_id FROM dlp_exempt_resource
),
mixing AS MATERIALIZED (
	SELECT resource_kind, resource_id, policy_id
	  FROM dlp_judged_use
	 WHERE class IN ('Confidential', 'General')
	 GROUP BY resource_kind, resource_id, policy_id
	HAVING min(class) <> max(class)
),
ruled AS (
	SELECT h.flow_id AS resource_id, h.policy_id, h.kind, h.connector_id,
	       h.action_name, h.subject, h.rule, CAST(NULL AS TEXT) AS via_flow_id
	  FROM dlp_rule_hit AS h
	 WHERE h.verdict IN ('Block', 'Deny')
	UNION
	SELECT t.ancestor_flow_id, h.policy_id, h.kind, h.connector_id, h.action_name, h.subject, h.rule,
	       h.flow_id
	  FROM dlp_rule_hit AS h
	  JOIN flow_call_closure AS t ON t.descendant_flow_id = h.flow_id
	 WHERE h.verdict IN ('Block', 'Deny')
	   AND t.ancestor_flow_id <> t.descendant_flow_id
),
found AS (
	SELECT u.resource_kind, u.resource_id, u.policy_id, 'blocked' AS kind, u.connector_id,
	       u.class AS detail, CASE WHEN u.is_of_child THEN u.via_flow_id END AS via_flow_id
	  FROM dlp_judged_use AS u
	 WHERE u.class = 'Blocked'
	UNION ALL
	SELECT u.resource_kind, u.resource_id, u.policy_id, 'mixed', u.connector_id, u.class,
	       CASE WHEN u.is_of_child THEN u.via_flow_id END
	  FROM mixing AS m
	  JOIN dlp_judged_use AS u
	    ON u.resource_kind = m.resource_kind AND u.resource_id = m.resource_id
	   AND u.policy_id = m.policy_id
	 WHERE u.class IN ('Confidential', 'General')
	UNION ALL
	SELECT 'flow', r.resource_id, r.policy_id, r.kind, r.connector_id,
	       r.action_name || ': ' || r.subject || ' (rule ' || r.rule || ')', r.via_flow_id
	  FROM ruled AS r
)
SELECT v.*,
       CASE WHEN e.policy_id IS NOT NULL THEN 1 ELSE 0 END AS is_exempt
  FROM found AS v
  LEFT JOIN exempt AS e
    ON e.policy_id = v.policy_id AND e.exempt_kind = v.resource_kind AND e.exempt_id = v.resource_id
