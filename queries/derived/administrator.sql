-- Who holds a directory role that matters to the platform, directly or through a group, one row an account and role:
-- is_active 0 means that the account may only activate the role (Privileged Identity Management), is_permanent that the
-- role is active and has no end. kind: global or platform.
-- index: principal_id
WITH
role (role_id, kind, name) AS (
	VALUES ('62e90394-69f5-4237-9190-012177145e10', 'global', 'Global Administrator'),
	       ('11648597-926c-4cf3-9c36-bcebb0ba8dcc', 'platform', 'Power Platform Administrator'),
	       ('44367163-eba1-44c3-98af-f5787879f96a', 'platform', 'Dynamics 365 Administrator')
),
held AS (
	SELECT principal_id, role_id, role_name, assignment, assignment_type, ends_at
	  FROM directory_role
	 UNION ALL
	SELECT g.principal_id, r.role_id, r.role_name, r.assignment, r.assignment_type, r.ends_at
	  FROM directory_role AS r
	  JOIN group_member AS g ON g.group_id = r.principal_id AND g.relation = 'member'
)
SELECT h.principal_id, k.kind, k.name,
       max(CASE WHEN h.assignment = 'active' THEN 1 ELSE 0 END) AS is_active,
       max(CASE WHEN h.assignment = 'active' AND h.ends_at IS NULL
                 AND COALESCE(lower(h.assignment_type), '') <> 'activated' THEN 1 ELSE 0 END)
         AS is_permanent
  FROM held AS h
 CROSS JOIN moment AS m
  LEFT JOIN directory_role_definition AS d ON d.role_id = h.role_id
  JOIN role AS k ON k.role_id IN (h.role_id, d.template_id)
              OR lower(k.name) = lower(COALESCE(h.role_name, d.display_name))
 WHERE h.ends_at IS NULL OR h.ends_at > m.at
 GROUP BY h.principal_id, k.kind, k.name
