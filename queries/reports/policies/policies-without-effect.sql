-- title:    Data policies that restrict nothing
-- severity: medium
-- needs:    dlp_policy, dlp_policy.group_count, dlp_policy.default_classification
-- wants:    dlp_policy.group_count, dlp_action_rule, dlp_endpoint_rule, dlp_connector_pattern
-- refs:     SCuBA MS.POWERPLATFORM.2.1 (any policy counts); OWASP LCNC-SEC-05
-- rule:     DLP-004
-- resource: dlp_policy policy_id
--
-- When every connector lies in the same group, and none is blocked, any two may meet: the policy only makes its
-- environments look covered.
--
-- Decide what the policy is for: block what nobody should use, keep business data apart, or delete it. A default of
-- Blocked, a rule for actions or addresses, or a pattern that blocks custom connectors counts as a restriction. Policies
-- whose groups are not known, and those that ScubaGear wrote down without groups, are not judged.
SELECT p.policy_name, 'every connector is in ' || p.default_classification AS why, p.scope,
       k.environments AS environment_count, p.modified_at, p.policy_id
  FROM dlp_policy_scope AS p
  LEFT JOIN (SELECT policy_id, count(*) AS environments
               FROM dlp_binding GROUP BY policy_id) AS k ON k.policy_id = p.policy_id
 WHERE p.knows_groups = 1
   AND p.default_classification IN ('General', 'Confidential')
   AND NOT EXISTS (SELECT 1 FROM dlp_policy_connector AS c
                    WHERE c.policy_id = p.policy_id
                      AND COALESCE(c.classification, '') <> p.default_classification)
   AND NOT EXISTS (SELECT 1 FROM dlp_action_rule AS a WHERE a.policy_id = p.policy_id
                      AND (a.behavior = 'Block' OR a.default_behavior = 'Block'))
   AND NOT EXISTS (SELECT 1 FROM dlp_endpoint_rule AS n
                    WHERE n.policy_id = p.policy_id AND n.behavior = 'Deny')
   AND NOT EXISTS (SELECT 1 FROM dlp_connector_pattern AS r
                    WHERE r.policy_id = p.policy_id
                      AND r.classification NOT IN ('Ignore', p.default_classification))
 ORDER BY p.policy_id
