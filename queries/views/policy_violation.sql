-- What each data policy holds against each flow, app and agent that stands, a row for each kind of violation, with the
-- connectors and details joined in order. via_flow_id: a child flow that brings one of them. Exempt resources are left
-- out.
SELECT r.resource_kind, r.resource_id, r.resource_name, r.environment_id, r.environment_name,
       r.owner_id, r.owner_name, r.state, r.platform_status, r.last_used_at,
       v.kind AS violation, v.policy_id, p.display_name AS policy_name, v.connectors, v.details,
       v.via_flow_id
  FROM dlp_violation AS v
 CROSS JOIN dlp_resource AS r
  JOIN dlp_policy AS p ON p.policy_id = v.policy_id
 WHERE v.is_exempt = 0
   AND r.resource_kind = v.resource_kind AND r.resource_id = v.resource_id
