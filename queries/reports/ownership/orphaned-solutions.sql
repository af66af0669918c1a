-- title:    Solutions whose owner has left
-- severity: medium
-- needs:    solution, principal
-- either:   solution.owner_id, solution.created_by_id
-- refs:     CoE table "Solutions"; OWASP LCNC-SEC-09
-- rule:     OWN-005
-- resource: solution solution_id
-- key:      environment_id
--
-- A solution is how a group of apps and flows moves between environments. When the person who kept it has left, the
-- next change is made in production by hand, and the environments drift apart.
--
-- Name a person or a team who keeps it, and move the source into version control.
--
-- Solutions of Microsoft, the default solutions and those hidden from makers are left out: the platform owns them.
-- Where no owner is recorded the maker counts. The same solution has a row in every environment that holds it.
SELECT resource_name AS solution_name, why, owner_id, owner_name, modified_at,
       environment_name, environment_id, resource_id AS solution_id
  FROM ownership
 WHERE resource_kind = 'solution' AND why IS NOT NULL AND is_first_party = 0
 ORDER BY environment_id, resource_id
