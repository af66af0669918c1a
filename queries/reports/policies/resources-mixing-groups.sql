-- title:    Business and Non-business connectors in one flow, app or agent
-- severity: medium
-- needs:    resource_connector, dlp_policy, dlp_policy.group_count
-- wants:    dlp_policy_environment, dlp_policy.default_classification, flow_action, flow, app, agent
-- refs:     Microsoft "Data policies: data groups"; CoE issue 6911; OWASP LCNC-SEC-03
-- rule:     DLP-007
-- resource: :resource_kind resource_id
-- key:      policy_id
--
-- The two groups of a policy are meant to be kept apart: what is read with a Business connector must not leave by a
-- Non-business one. Here both meet, whether the policy stops it, an exemption lets it pass, or it has not been noticed.
--
-- Move one of the connectors, or split the resource. A connector that the policy does not list counts where its default
-- group is. Connectors of child flows count for the parent.
SELECT r.resource_kind, r.resource_name, p.display_name AS policy_name,
       CASE WHEN m.is_exempt = 1 THEN 'mixed, and exempt from the policy' ELSE 'mixed' END AS why,
       m.business_connectors, m.non_business_connectors, r.owner_id, r.owner_name,
       r.environment_name, r.environment_id, m.policy_id, r.resource_id
  FROM dlp_mixture AS m
  JOIN policy_resource AS r
    ON r.resource_kind = m.resource_kind AND r.resource_id = m.resource_id
  JOIN dlp_policy AS p ON p.policy_id = m.policy_id
 ORDER BY r.environment_id, r.resource_kind, r.resource_id, m.policy_id
