-- title:    Apps, flows and agents that a data policy leaves out
-- severity: medium
-- needs:    dlp_exempt_resource
-- wants:    dlp_policy, flow, app, agent
-- refs:     Microsoft "Exempt resources from data policies"; OWASP LCNC-SEC-03
-- rule:     DLP-017
-- resource: :resource_kind resource_id
-- key:      policy_id
--
-- An exemption has no end date and no reason in the platform. It stays when the owner leaves, and it covers every later
-- change of the resource.
--
-- Ask the owner whether it is still needed, write down why and until when, and remove the others. An exemption for a
-- resource that no longer exists can go. Only the named policy is lifted; all others still bind the resource.
SELECT CASE WHEN r.resource_id IS NULL THEN 'low' ELSE 'medium' END AS severity,
       x.exempt_kind AS resource_kind, r.resource_name, p.display_name AS policy_name,
       CASE WHEN r.resource_id IS NULL THEN 'exempt, and not in the inventory'
            WHEN v.resource_id IS NULL THEN 'exempt, though it breaks no rule of the policy'
            ELSE 'exempt, and would break the policy' END AS why,
       r.state, r.last_used_at, r.owner_id, r.owner_name, r.environment_name, r.environment_id,
       x.policy_id, x.exempt_id AS resource_id
  FROM dlp_exempt_resource AS x
  LEFT JOIN dlp_policy AS p ON p.policy_id = x.policy_id
  LEFT JOIN policy_resource AS r
    ON r.resource_kind = x.exempt_kind AND r.resource_id = x.exempt_id
  LEFT JOIN (SELECT DISTINCT resource_kind, resource_id, policy_id FROM dlp_violation
              WHERE is_exempt = 1) AS v
    ON v.resource_kind = x.exempt_kind AND v.resource_id = x.exempt_id AND v.policy_id = x.policy_id
 ORDER BY x.policy_id, x.exempt_kind, x.exempt_id
