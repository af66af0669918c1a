-- title:    Administrators: too many, or makers as well
-- severity: medium
-- needs:    directory_role
-- either:   flow, app
-- wants:    group_member
-- param:    many integer 5  accounts that hold a role for good, above which the role is listed
-- refs:     CIS D365 1.3; OWASP LCNC-SEC-02; MITRE T1078
-- rule:     IDN-011
-- resource: :resource_kind resource_id
-- key:      role
--
-- An administrator's account that also owns apps and flows is signed in all day, and what it makes runs with its
-- rights. Each further account that holds the role for good is one more to take over.
--
-- Give administrators an account of their own for that work, let them activate the role only when they need it, and
-- give what it owns to the person's daily account.
--
-- Administrators are those of the tenant, of Power Platform and of Dynamics 365, also through a group. Service
-- principals count in number, but are not listed as makers.
WITH
made AS (
	SELECT owner_id, count(*) AS thing_count
	  FROM ownership
	 WHERE resource_kind IN ('flow', 'app') AND is_first_party = 0
	   AND owner_id IN (SELECT principal_id FROM administrator)
	 GROUP BY owner_id
),
crowd AS (
	SELECT name, count(*) AS holder_count
	  FROM administrator
	 WHERE is_permanent = 1
	 GROUP BY name
)
SELECT CASE WHEN r.kind = 'global' AND r.is_permanent = 1 THEN 'high' ELSE 'medium' END AS severity,
       COALESCE(p.name, r.principal_id) AS account_name, r.name AS role,
       CASE r.is_permanent WHEN 1 THEN 'holds the role for good and owns apps or flows'
                           ELSE 'may take the role and owns apps or flows' END AS why,
       m.thing_count AS count, 'principal' AS resource_kind, r.principal_id AS resource_id
  FROM administrator AS r
  JOIN made AS m ON m.owner_id = r.principal_id
  LEFT JOIN principal_standing AS p ON p.principal_id = r.principal_id
 WHERE COALESCE(p.kind, 'user') IN ('user', 'unknown')
 UNION ALL
SELECT 'medium', NULL, name, 'many accounts hold the role for good', holder_count, 'directory_role',
       lower(name)
  FROM crowd
 WHERE holder_count > CAST(:many AS INTEGER)
 ORDER BY resource_kind, resource_id, role
