-- title:    Environments with no, one or too many administrators
-- severity: medium
-- needs:    environment, environment_role
-- wants:    principal
-- param:    max_admins integer 20  administrators that an environment may have
-- refs:     Power Platform Advisor; CIS Dynamics 365 2.2 and 4.1; OWASP LCNC-SEC-01
-- rule:     ENV-009
-- resource: environment environment_id
--
-- A system administrator reads and changes everything in an environment. With none the environment cannot be repaired
-- when something breaks, with one it depends on a single person, and with dozens nobody knows who did what.
--
-- Give the role to two or three named people, best through a group with an access review, and take it from the rest.
--
-- Counted are people whose account still works, holding the role directly or by a group that the list resolves.
-- Application users are left out. A group holding the role counts as several people: it may be anybody. Where the list
-- of an environment's roles is not whole, none and one are not said.
WITH
admin AS (
	SELECT r.environment_id,
	       count(DISTINCT CASE
	             WHEN lower(COALESCE(r.principal_type, 'user'))
	                  NOT IN ('group', 'tenant', 'serviceprincipal', 'application')
	              AND COALESCE(p.kind, 'user') NOT IN ('group', 'service_principal', 'system')
	             THEN r.principal_id END) AS person_count,
	       count(DISTINCT CASE
	             WHEN lower(r.principal_type) IN ('group', 'tenant') OR p.kind = 'group'
	             THEN r.principal_id END) AS group_count
	  FROM environment_role AS r
	  LEFT JOIN principal AS p ON p.principal_id = r.principal_id
	  LEFT JOIN principal_standing AS s ON s.principal_id = r.principal_id
	 WHERE COALESCE(r.row_active, 1) = 1
	   AND (r.role_template_id = '627090ff-40a3-4053-8790-584edc5be201'
	        OR lower(r.role) IN ('system administrator', 'environmentadmin', 'environment admin'))
	   AND COALESCE(lower(r.user_status), 'enabled') <> 'disabled'
	   AND COALESCE(s.standing, 'valid') = 'valid'
	   AND COALESCE(p.is_service_principal, 0) = 0
	   AND COALESCE(r.principal_name, '') NOT LIKE '# %'
	 GROUP BY r.environment_id
),
counted AS (
	SELECT e.environment_id, e.display_name, e.sku, COALESCE(a.person_count, 0) AS person_count,
	       COALESCE(a.group_count, 0) AS group_count,
	       CASE WHEN e.environment_id IN (SELECT environment_id FROM collected_environment
	                                       WHERE entity = 'environment_role')
	            THEN 1 ELSE 0 END AS is_whole
	  FROM live_environment AS e
	  LEFT JOIN admin AS a ON a.environment_id = e.environment_id
)
SELECT CASE WHEN person_count = 0 THEN 'high' WHEN person_count = 1 THEN 'low' ELSE 'medium'
       END AS severity,
       display_name AS environment_name, sku,
       CASE
         WHEN person_count = 0 THEN 'nobody is its administrator'
         WHEN person_count = 1 THEN 'one person alone is its administrator'
         ELSE 'too many administrators'
       END AS why,
       person_count, group_count, environment_id
  FROM counted
 WHERE person_count > CAST(:max_admins AS INTEGER)
    OR person_count <= 1 AND group_count = 0 AND is_whole = 1
 ORDER BY environment_id
