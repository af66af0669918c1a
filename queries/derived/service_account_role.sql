-- The directory roles that matter to the platform, as service accounts hold them directly or through a group:
-- is_active 0 means that the account may only activate the role (Privileged Identity Management). kind: global or
-- platform.
-- index: principal_id
WITH
role (role_id, kind, name) AS (
	VALUES ('62e90394-69f5-4237-9190-012177145e10', 'global', 'Global Administrator'),
	       ('11648597-926c-4cf3-9c36-bcebb0ba8dcc', 'platform', 'Power Platform Administrator'),
	       ('44367163-eba1-44c3-98af-f5787879f96a', 'platform', 'Dynamics 365 Administrator')
),
held AS (
	SELECT a.principal_id, r.role_id, r.role_name, r.assignment, r.ends_at
	  FROM service_account AS a
	  JOIN directory_role AS r ON r.principal_id = a.principal_id
	 UNION ALL
	SELECT a.principal_id, r.role_id, r.role_name, r.assignment, r.ends_at
	  FROM service_account AS a
	  JOIN group_member AS g ON g.principal_id = a.principal_id AND g.relation = 'member'
	  JOIN directory_role AS r ON r.principal_id = g.group_id
)
SELECT h.principal_id, k.kind, k.name,
       max(CASE WHEN h.assignment = 'active' THEN 1 ELSE 0 END) AS is_active
  FROM held AS h
 CROSS JOIN moment AS m
  LEFT JOIN directory_role_definition AS d ON d.role_id = h.role_id
  JOIN role AS k ON k.role_id IN (h.role_id, d.template_id)
              OR lower(k.name) = lower(COALESCE(h.role_name, d.display_name))
 WHERE h.ends_at IS NULL OR h.ends_at > m.at
 GROUP BY h.principal_id, k.kind, k.name
