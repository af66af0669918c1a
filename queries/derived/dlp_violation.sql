-- What data policies forbid of what there is, a row for each resource, policy and kind. kind: blocked (a connector is),
-- mixed (Business and Non-business meet in it), action or endpoint (a rule forbids actions). connectors, details: joined in
-- order. via_flow_id: a child flow that brings one of them. is_exempt: the policy exempts the resource.
WITH
exempt AS MATERIALIZED (
	SELECT policy_id, exempt_kind, exempt_id FROM dlp_exempt_resource
),
ruled AS (
	SELECT h.flow_id AS resource_id, h.policy_id, h.kind, h.connector_id,
	       h.action_name || ': ' || h.subject || ' (rule ' || h.rule || ')' AS detail,
	       CAST(NULL AS TEXT) AS via_flow_id
	  FROM dlp_rule_hit AS h
	 WHERE h.verdict IN ('Block', 'Deny')
	UNION
	SELECT t.ancestor_flow_id, h.policy_id, h.kind, h.connector_id,
	       h.action_name || ': ' || h.subject || ' (rule ' || h.rule || ')', h.flow_id
	  FROM dlp_rule_hit AS h
	  JOIN flow_call_closure AS t ON t.descendant_flow_id = h.flow_id
	 WHERE h.verdict IN ('Block', 'Deny')
	   AND t.ancestor_flow_id <> t.descendant_flow_id
),
told AS (
	SELECT resource_id, policy_id, kind, group_concat(connector_id, ', ') OVER whole AS connectors,
	       group_concat(detail, '; ') OVER whole AS details, max(via_flow_id) OVER whole AS via_flow_id,
	       row_number() OVER (PARTITION BY resource_id, policy_id, kind
	                          ORDER BY connector_id, detail) AS place
	  FROM ruled
	WINDOW whole AS (PARTITION BY resource_id, policy_id, kind ORDER BY connector_id, detail
	                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
found AS (
	SELECT k.resource_kind, k.resource_id, v.policy_id, v.kind, v.connectors, v.details,
	       CASE WHEN v.child_connectors IS NOT NULL
	            THEN (SELECT max(t.descendant_flow_id)
	                    FROM flow_call_closure AS t
	                   WHERE t.ancestor_flow_id = k.resource_id
	                     AND t.descendant_flow_id <> t.ancestor_flow_id
	                     AND EXISTS (SELECT 1 FROM declared_use AS u
	                                  WHERE u.resource_kind = 'flow'
	                                    AND u.resource_id = t.descendant_flow_id
	                                    AND u.connector_id IN (SELECT j.value
	                                          FROM json_each(v.child_connectors) AS j)))
	       END AS via_flow_id
	  FROM dlp_kit AS k
	  JOIN dlp_verdict AS v ON v.kit = k.kit
	UNION ALL
	SELECT 'flow', resource_id, policy_id, kind, connectors, details, via_flow_id
	  FROM told
	 WHERE place = 1
)
SELECT v.*,
       CASE WHEN e.policy_id IS NOT NULL THEN 1 ELSE 0 END AS is_exempt
  FROM found AS v
  LEFT JOIN exempt AS e
    ON e.policy_id = v.policy_id AND e.exempt_kind = v.resource_kind AND e.exempt_id = v.resource_id
