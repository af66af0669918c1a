-- Resources in which Business and Non-business connectors of a policy meet, one row for each policy, exempt ones too.
-- index: resource_kind, resource_id
SELECT resource_kind, resource_id, policy_id, is_exempt, business_connectors, non_business_connectors
  FROM (SELECT v.resource_kind, v.resource_id, v.policy_id, v.is_exempt,
               group_concat(CASE WHEN v.detail = 'Confidential' THEN v.connector_id END, ', ') OVER whole
                 AS business_connectors,
               group_concat(CASE WHEN v.detail = 'General' THEN v.connector_id END, ', ') OVER whole
                 AS non_business_connectors,
               row_number() OVER (PARTITION BY v.resource_kind, v.resource_id, v.policy_id
                                  ORDER BY v.connector_id) AS place
          FROM dlp_violation AS v
         WHERE v.kind = 'mixed'
        WINDOW whole AS (PARTITION BY v.resource_kind, v.resource_id, v.policy_id
                         ORDER BY v.connector_id
                         ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS m
 WHERE place = 1
