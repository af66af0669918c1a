-- title:    Environments whose maker has left
-- severity: medium
-- needs:    environment, principal
-- wants:    environment.created_by_id, environment.sku
-- refs:     OWN-005; CoE view "Orphaned Environments"; CoE issue 9213; OWASP LCNC-SEC-01
-- rule:     ENV-012
-- resource: environment environment_id
--
-- The maker of an environment is whom the platform and the CoE kit write to: about its end, its capacity, its
-- justification. Once that account is gone these mails reach nobody, and a developer environment loses its only user.
--
-- Name a successor and give that person the administrator role. Of a developer environment copy what is needed, for it
-- cannot change hands by itself.
--
-- Default and Teams environments are made by the platform and are left out. A maker who is absent from the list of
-- people counts as gone only when that list is complete; applications, which the platform names ServicePrincipal, are
-- in no list of people.
WITH
judged AS (
	SELECT e.*, COALESCE(p.name, e.created_by_name) AS maker_name,
	       COALESCE(e.owner_id, e.created_by_id) AS maker_id,
	       CASE
	         WHEN COALESCE(e.owner_id, e.created_by_id) IS NULL THEN 'unknown'
	         WHEN p.standing IS NOT NULL THEN p.standing
	         WHEN COALESCE(e.owner_id, e.created_by_id) IN (
	                  '00000000-0000-0000-0000-000000000000', 'system')
	           OR lower(e.created_by_name) IN ('system', 'serviceprincipal') THEN 'valid'
	         WHEN e.owner_id = e.owner_ref
	           OR e.owner_id IS NULL AND e.created_by_id = e.created_by_ref
	           OR l.is_complete = 0 THEN 'unknown'
	         ELSE 'absent'
	       END AS standing
	  FROM live_environment AS e
	 CROSS JOIN principal_list AS l
	  LEFT JOIN principal_standing AS p
	    ON p.principal_id = COALESCE(e.owner_id, e.created_by_id)
	 WHERE COALESCE(e.kind, '') NOT IN ('default', 'teams')
)
SELECT display_name AS environment_name, sku,
       CASE standing
         WHEN 'deleted' THEN 'maker deleted'
         WHEN 'disabled' THEN 'maker disabled'
         WHEN 'empty' THEN 'maker is a group without members'
         WHEN 'marked' THEN 'maker marked as orphaned by the CoE kit'
         WHEN 'absent' THEN 'maker absent from the complete user list'
         WHEN 'unlisted' THEN 'maker absent from the complete user list'
         ELSE 'environment marked as orphaned by the CoE kit'
       END AS why,
       maker_id AS owner_id, maker_name AS owner_name, created_at, environment_id
  FROM judged
 WHERE standing NOT IN ('valid', 'unknown')
    OR standing = 'unknown' AND is_orphaned = 1
 ORDER BY environment_id
