-- title:    Power Pages sites whose owner has left
-- severity: medium
-- needs:    portal, portal.owner_id, principal
-- refs:     CoE table "Power Pages"; OWASP LCNC-SEC-09
-- rule:     OWN-005
-- resource: portal portal_id
--
-- A site faces the internet. When nobody keeps it, its certificate, its sign-up rules and its table permissions stay as
-- they are while everything around them changes.
--
-- Name a new owner, or take the site off line. Public sites come first: they are of high severity.
SELECT CASE WHEN lower(p.visibility) = 'public' THEN 'high' ELSE 'medium' END AS severity,
       l.resource_name AS site_name, l.why, l.owner_id, l.owner_name, p.visibility, p.url, l.state,
       l.environment_name, l.environment_id, l.resource_id AS portal_id
  FROM ownership AS l
  JOIN portal AS p ON p.portal_id = l.resource_id
 WHERE l.resource_kind = 'portal' AND l.why IS NOT NULL
 ORDER BY l.environment_id, l.resource_id
