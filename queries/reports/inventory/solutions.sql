-- title:    All solutions
-- severity: info
-- needs:    solution
-- wants:    environment, principal
-- refs:     CoE dashboard "Solutions"; CoE view "Active Solutions"
--
-- The solutions of every environment with their publisher, version and maker. The same solution in several environments
-- is several rows: compare the versions.
--
-- Solutions of the platform are among them where the source lists them.
SELECT COALESCE(s.display_name, s.unique_name) AS solution_name, s.unique_name, s.version,
       s.publisher, s.is_managed, s.created_by_id,
       COALESCE(p.display_name, s.created_by_name) AS created_by_name, s.created_at, s.modified_at,
       s.installed_at, s.is_orphaned, e.display_name AS environment_name, s.environment_id,
       s.solution_id
  FROM solution AS s
  LEFT JOIN principal AS p ON p.principal_id = s.created_by_id
  LEFT JOIN environment AS e ON e.environment_id = s.environment_id
 WHERE COALESCE(s.row_active, 1) = 1
   AND COALESCE(s.is_deleted, 0) = 0
   AND s.environment_id NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY s.environment_id, s.unique_name, s.solution_id
