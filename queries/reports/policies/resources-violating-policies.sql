-- title:    Flows, apps and agents that violate a data policy
-- severity: high
-- needs:    resource_connector, dlp_policy, dlp_policy.group_count
-- wants:    dlp_policy_environment, dlp_policy.default_classification, flow_action, flow, app, agent
-- refs:     Microsoft "Combined effect of multiple data policies"; OWASP LCNC-SEC-03
-- rule:     DLP-006
-- resource: :resource_kind resource_id
-- key:      policy_id violation
--
-- A flow that violates a policy is suspended within a day, an app stops at its start. What runs on all the same escapes
-- the policy, and will stop without notice at its next change.
--
-- Ask the owner what it is for. Then split it in two so that each half keeps to one group, move the connector after a
-- risk decision, or exempt this one resource with an end date. Parent and child flows are judged as one, so that moving
-- half of a flow into a child does not help.
--
-- Violations: blocked (a policy blocks a connector of it), mixed (Business and Non-business connectors meet in it),
-- action and endpoint (a rule forbids what an action does). Every policy that binds the environment is asked on its own.
-- Policies of which only a list without groups was imported are not asked. Addresses that are known only when the flow
-- runs are left out; see ineffective-endpoint-rules. Exempt resources are left out; see exempt-resources.
SELECT CASE WHEN lower(f.state) IN ('stopped', 'suspended') THEN 'medium' ELSE 'high' END AS severity,
       f.resource_kind, f.resource_name, f.violation, f.policy_name, f.connectors,
       f.details AS why, f.via_flow_id, f.state, f.platform_status, f.last_used_at,
       f.owner_id, f.owner_name, f.environment_name, f.environment_id, f.policy_id, f.resource_id
  FROM policy_violation AS f
 ORDER BY f.environment_id, f.resource_kind, f.resource_id, f.policy_id, f.violation
