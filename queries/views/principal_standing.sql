-- Whether a principal can own something, one row each: standing is valid, or why not: deleted, disabled, empty (a group
-- without members), marked (by the CoE kit), unlisted (known to a registry, and not to the complete directory).
SELECT p.principal_id, COALESCE(p.display_name, p.user_principal_name) AS name,
       CASE
         WHEN p.is_system = 1 OR p.kind = 'system' OR p.display_name = 'SYSTEM' THEN 'valid'
         WHEN p.is_deleted = 1 THEN 'deleted'
         WHEN p.is_enabled = 0 THEN 'disabled'
         WHEN p.group_size = 0 AND p.kind = 'group' THEN 'empty'
         WHEN p.is_service_principal = 1 OR p.kind IN ('service_principal', 'group') THEN 'valid'
         WHEN p.is_orphaned = 1 THEN 'marked'
         WHEN l.is_complete = 1 AND l.tells_presence = 1 AND p.in_directory IS NULL THEN 'unlisted'
         ELSE 'valid'
       END AS standing
  FROM principal AS p
 CROSS JOIN principal_list AS l
