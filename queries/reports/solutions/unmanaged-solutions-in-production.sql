-- title:    Unmanaged solutions in production
-- severity: medium
-- needs:    solution, solution.is_managed, environment.sku
-- refs:     CoE view "Unmanaged Solutions"; Microsoft "Managed and unmanaged solutions"
-- rule:     ALM-001
-- resource: solution solution_id
-- key:      environment_id
--
-- What lies unmanaged in production can be changed by hand there, and cannot be removed as a whole. Nobody knows any
-- more which version runs.
--
-- Export it from its development environment as managed and import that. Take a backup first: the change is not always
-- smooth.
--
-- Solutions of the default publisher are in default-publisher-in-production; those of Microsoft are left out.
SELECT s.display_name AS solution_name, s.unique_name, s.version, s.publisher,
       'unmanaged in production' AS why, COALESCE(s.owner_id, s.created_by_id) AS owner_id,
       COALESCE(p.name, s.created_by_name) AS owner_name, s.modified_at, s.environment_name,
       s.environment_id, s.solution_id
  FROM own_solution AS s
  LEFT JOIN principal_standing AS p ON p.principal_id = COALESCE(s.owner_id, s.created_by_id)
 WHERE s.is_managed = 0
   AND s.is_production = 1
   AND lower(COALESCE(s.publisher, '')) NOT LIKE '%default%publisher%'
 ORDER BY s.environment_id, s.solution_id
