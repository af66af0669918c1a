-- Flows, apps and agents that stand, of which a policy may forbid something, with what is told of them. Made beside
-- dlp_violation, so that two hands can make both.
-- index: resource_kind, resource_id
WITH
suspect AS MATERIALIZED (
	SELECT resource_kind, resource_id FROM dlp_kit
	UNION
	SELECT 'flow', flow_id FROM dlp_rule_hit
	UNION
	SELECT 'flow', t.ancestor_flow_id
	  FROM dlp_rule_hit AS h
	  JOIN flow_call_closure AS t ON t.descendant_flow_id = h.flow_id
)
SELECT r.resource_kind, r.resource_id, r.resource_name, r.environment_id, r.environment_name,
       r.owner_id, r.owner_name, r.state, r.platform_status, r.last_used_at
  FROM suspect AS s
 CROSS JOIN policy_resource AS r
 WHERE r.resource_kind = s.resource_kind AND r.resource_id = s.resource_id
