-- title:    Environments under many data policies at once
-- severity: low
-- needs:    environment, dlp_policy
-- wants:    dlp_policy_environment, dlp_policy.group_count
-- param:    max_policies integer 3  Up to so many policies are fine
-- refs:     Microsoft "Combined effect of multiple data policies"
-- rule:     DLP-024
-- resource: environment environment_id
--
-- Each further policy splits the connectors again: two may meet only when every policy puts them into one group. With many
-- policies nobody can say any more what is allowed, and pairs are forbidden that nobody meant to part.
--
-- Merge the policies of the environment into one or two. effective-policy shows what they come to. The groups are counted
-- over the connectors that are in use or named in a policy.
SELECT e.display_name AS environment_name, k.policies || ' policies apply' AS why,
       k.policies AS policy_count, g.groups AS effective_group_count, e.sku, e.environment_id
  FROM (SELECT environment_id, count(*) AS policies
          FROM dlp_binding
         GROUP BY environment_id
        HAVING count(*) > :max_policies) AS k
  JOIN environment AS e ON e.environment_id = k.environment_id
  LEFT JOIN dlp_policy_set AS s ON s.environment_id = k.environment_id
  LEFT JOIN (SELECT set_id, count(DISTINCT effective) AS groups
               FROM dlp_effective
              WHERE effective <> 'Blocked'
              GROUP BY set_id) AS g ON g.set_id = s.set_id
 WHERE COALESCE(e.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY e.environment_id
