-- Whether a principal can own something, one row each: standing is valid, or why not: deleted, disabled, empty (a group
-- in which nobody is left), marked (by the CoE kit), unlisted (known to a registry, and not to the complete directory).
-- A group whose members are not all known is unknown. is_guest goes by the user type, and by the shape of the UPN only
-- where there is none: a guest can be converted to a member and keeps that name. is_proven: more than a registry knows
-- the principal: the directory holds it, or its account is known to be on, or it is no person.
-- index: principal_id, standing, name, kind, is_guest, is_proven
WITH
told AS (
	SELECT scope, scope_id
	  FROM coverage
	 WHERE entity = 'group_member' AND snapshot_at <= (SELECT at FROM moment)
),
gone AS (
	SELECT DISTINCT principal_id
	  FROM dataverse_user
	 WHERE lower(azure_state) IN ('soft deleted', 'not found')
),
member AS (
	SELECT m.group_id,
	       max(CASE WHEN p.is_deleted = 1 OR p.is_enabled = 0 OR m.principal_type = 'group' THEN 0
	                WHEN p.principal_id IS NOT NULL THEN 1 ELSE 0 END) AS has_living,
	       max(CASE WHEN p.principal_id IS NULL OR m.principal_type = 'group' THEN 1 ELSE 0 END)
	         AS has_unknown
	  FROM group_member AS m
	  LEFT JOIN principal AS p ON p.principal_id = m.principal_id
	 WHERE m.relation = 'member'
	 GROUP BY m.group_id
),
judged AS (
	SELECT p.*,
	       CASE
	         WHEN p.kind = 'group' THEN
	           CASE
	             WHEN m.has_living = 1 THEN 'valid'
	             WHEN p.group_size = 0 THEN 'empty'
	             WHEN COALESCE(m.has_unknown, 0) = 0
	              AND EXISTS (SELECT 1 FROM told
	                           WHERE scope = 'tenant' OR scope_id = p.principal_id) THEN 'empty'
	             ELSE 'unknown'
	           END
	         WHEN p.is_service_principal = 1 OR p.kind = 'service_principal' THEN 'valid'
	         WHEN p.is_orphaned = 1 THEN 'marked'
	         WHEN l.is_complete = 1 AND l.tells_presence = 1 AND p.in_directory IS NULL THEN 'unlisted'
	         ELSE 'valid'
	       END AS otherwise
	  FROM principal AS p
	 CROSS JOIN principal_list AS l
	  LEFT JOIN member AS m ON m.group_id = p.principal_id AND p.kind = 'group'
)
SELECT p.principal_id, COALESCE(p.display_name, p.user_principal_name) AS name,
       lower(p.user_principal_name) AS user_principal_name,
       CASE
         WHEN p.is_system = 1 OR p.kind = 'system' OR p.display_name = 'SYSTEM' THEN 'valid'
         WHEN p.is_deleted = 1 THEN 'deleted'
         WHEN p.is_enabled = 0 THEN 'disabled'
         WHEN g.principal_id IS NOT NULL AND p.in_directory IS NULL THEN 'deleted'
         ELSE p.otherwise
       END AS standing,
       CASE
         WHEN p.is_system = 1 OR p.is_service_principal = 1
           OR p.kind IN ('system', 'group', 'service_principal') THEN 0
         WHEN p.user_type IS NOT NULL THEN CASE lower(p.user_type) WHEN 'guest' THEN 1 ELSE 0 END
         WHEN lower(p.user_principal_name) LIKE '%#ext#%' THEN 1
         ELSE 0
       END AS is_guest,
       CASE
         WHEN p.is_system = 1 OR p.kind = 'system' OR p.display_name = 'SYSTEM' THEN 'system'
         WHEN p.is_service_principal = 1 THEN 'service_principal'
         ELSE COALESCE(p.kind, 'unknown')
       END AS kind,
       CASE
         WHEN p.in_directory = 1 OR p.is_enabled = 1 OR p.is_system = 1 OR p.is_service_principal = 1
           OR p.kind IN ('system', 'group', 'service_principal') OR p.display_name = 'SYSTEM' THEN 1
         ELSE 0
       END AS is_proven
  FROM judged AS p
  LEFT JOIN gone AS g ON g.principal_id = p.principal_id
 UNION ALL
SELECT g.principal_id, NULL, NULL, 'deleted', 0, 'user', 0
  FROM gone AS g
 WHERE g.principal_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM principal AS p WHERE p.principal_id = g.principal_id)
