-- title:    Owners who have left, and whose manager is unknown
-- severity: info
-- needs:    principal
-- either:   principal.manager_name, principal.manager_id, principal.manager_upn
-- wants:    flow, app
-- refs:     CoE process "Orphaned objects"; OWASP LCNC-SEC-09
-- rule:     OWN-012
-- resource: principal owner_id
--
-- What somebody leaves behind goes to the manager, who decides who takes it over. Without a manager the question goes
-- nowhere, and the things stay orphans.
--
-- Ask the department for a person who decides, and keep the managers in the directory up to date. Directories often
-- clear the manager when they disable an account: an older snapshot may still know it.
--
-- Applications and groups have no manager and are left out, and so are owners whom no id names.
WITH
left_behind AS (
	SELECT owner_id, min(owner_name) AS owner_name, min(why) AS why, count(*) AS thing_count,
	       count(CASE resource_kind WHEN 'flow' THEN 1 END) AS flow_count,
	       count(CASE resource_kind WHEN 'app' THEN 1 END) AS app_count
	  FROM ownership
	 WHERE why IS NOT NULL AND owner_id IS NOT NULL AND is_unresolved = 0 AND is_first_party = 0
	   AND COALESCE(owner_kind, 'user') IN ('user', 'unknown')
	 GROUP BY owner_id
)
SELECT l.owner_name, l.why, l.thing_count, l.flow_count, l.app_count, p.department,
       p.user_principal_name AS owner_upn, l.owner_id
  FROM left_behind AS l
  LEFT JOIN principal AS p ON p.principal_id = l.owner_id
 WHERE p.manager_id IS NULL AND p.manager_name IS NULL AND p.manager_upn IS NULL
 ORDER BY l.owner_id
