-- Resources in which Business and Non-business connectors of a policy meet, one row for each policy, exempt ones too.
-- index: resource_kind, resource_id
SELECT k.resource_kind, k.resource_id, v.policy_id,
       CASE WHEN EXISTS (SELECT 1 FROM dlp_exempt_resource AS e
                          WHERE e.policy_id = v.policy_id
                            AND e.exempt_kind = k.resource_kind AND e.exempt_id = k.resource_id)
            THEN 1 ELSE 0 END AS is_exempt,
       v.business_connectors, v.non_business_connectors
  FROM dlp_kit AS k
  JOIN dlp_verdict AS v ON v.kit = k.kit
 WHERE v.kind = 'mixed'
