-- Who besides the first owner may change a thing: owners, co-owners and editors by permission, one row each. state is a
-- principal's standing, or absent (the complete list does not hold it), unknown; valid and unknown may help.
SELECT r.resource_kind, r.resource_id, r.principal_id, lower(r.role) AS role,
       COALESCE(p.name, r.principal_name, r.principal_upn) AS name,
       CASE
         WHEN p.standing IS NOT NULL THEN p.standing
         WHEN lower(r.principal_type) IN ('serviceprincipal', 'tenant') THEN 'valid'
         WHEN lower(r.principal_type) = 'group' OR r.principal_id = r.principal_ref OR l.is_complete = 0
           THEN 'unknown'
         ELSE 'absent'
       END AS state,
       CASE
         WHEN p.principal_id IS NOT NULL THEN p.is_guest
         WHEN lower(r.principal_upn) LIKE '%#ext#%' THEN 1
         ELSE 0
       END AS is_guest,
       COALESCE(p.kind, lower(r.principal_type)) AS kind
  FROM role_assignment AS r
 CROSS JOIN principal_list AS l
  LEFT JOIN principal_standing AS p ON p.principal_id = r.principal_id
 WHERE lower(r.role) IN ('owner', 'co-owner', 'coowner', 'canedit')
