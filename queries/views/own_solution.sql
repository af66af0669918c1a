-- Solutions that the organization made or bought, in environments that count, with the environment's kind and whether it
-- is production. The platform's own and the default solutions, into which everything falls, are left out.
SELECT s.environment_id, s.solution_id, s.unique_name, s.display_name, s.version, s.publisher,
       s.publisher_prefix, s.is_managed, s.owner_id, s.created_by_id, s.created_by_name,
       s.modified_at, s.installed_at, e.display_name AS environment_name, e.kind, e.purpose,
       e.is_production
  FROM solution AS s
  JOIN live_environment AS e ON e.environment_id = s.environment_id
 WHERE COALESCE(s.row_active, 1) = 1
   AND COALESCE(s.is_deleted, 0) = 0
   AND COALESCE(s.is_visible, 1) = 1
   AND lower(COALESCE(s.unique_name, '')) NOT IN ('default', 'active', 'basic', 'system')
   AND lower(COALESCE(s.unique_name, '')) NOT LIKE 'msdyn%'
   AND lower(COALESCE(s.display_name, '')) NOT LIKE 'common data service% default solution'
   AND lower(COALESCE(s.display_name, '')) <> 'default solution'
   AND lower(COALESCE(s.publisher, '')) NOT LIKE 'microsoft%'
   AND lower(COALESCE(s.publisher, '')) NOT LIKE 'dynamics 365%'
