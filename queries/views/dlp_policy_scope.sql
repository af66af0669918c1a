-- What each data policy in force says of its scope and of its groups: scope is all, only, except or unknown;
-- knows_names: the environments it names are known; knows_groups: so are its groups of connectors.
SELECT p.policy_id, p.display_name AS policy_name, p.default_classification,
       CASE lower(p.environment_type)
         WHEN 'allenvironments' THEN 'all'
         WHEN 'onlyenvironments' THEN 'only'
         WHEN 'singleenvironment' THEN 'only'
         WHEN 'exceptenvironments' THEN 'except'
         ELSE 'unknown'
       END AS scope,
       CASE WHEN EXISTS (SELECT 1 FROM dlp_policy_environment AS n WHERE n.policy_id = p.policy_id)
              OR EXISTS (SELECT 1 FROM coverage AS k CROSS JOIN moment AS m
                          WHERE k.entity = 'dlp_policy_environment' AND k.snapshot_at <= m.at)
            THEN 1 ELSE 0 END AS knows_names,
       CASE WHEN p.group_count IS NOT NULL
              OR EXISTS (SELECT 1 FROM dlp_policy_connector AS c WHERE c.policy_id = p.policy_id)
            THEN 1 ELSE 0 END AS knows_groups,
       p.modified_at
  FROM dlp_policy AS p
 WHERE COALESCE(p.row_active, 1) = 1
