-- title:    Flows whose first owner has left and whose co-owners remain
-- severity: medium
-- needs:    flow, principal, role_assignment:flow
-- refs:     CoE issue 3413; Microsoft "Manage orphan flows"; OWASP LCNC-SEC-09
-- rule:     OWN-002
-- resource: flow flow_id
--
-- Somebody can still repair such a flow, so it is no orphan. But it runs with the connections and the licence of the
-- account that left, until these expire; a premium flow is then switched off after two weeks.
--
-- Make one of the co-owners, or a service principal, the owner, and let that account sign the connections in again.
-- `heir_name` is the first co-owner by name who is known to be active.
--
-- Flows of which only a group of unknown members is left are listed too, without an heir.
WITH
lost AS (
	SELECT * FROM ownership WHERE resource_kind = 'flow' AND why IS NOT NULL
),
heir AS (
	SELECT l.resource_id, count(DISTINCT c.principal_id) AS heir_count,
	       min(CASE WHEN c.state = 'valid' THEN COALESCE(c.name, c.principal_id) END) AS heir_name
	  FROM lost AS l
	  JOIN co_owner AS c ON c.resource_kind = 'flow' AND c.resource_id = l.resource_id
	 WHERE c.principal_id <> COALESCE(l.owner_id, '')
	   AND c.state IN ('valid', 'unknown')
	 GROUP BY l.resource_id
)
SELECT l.resource_name AS flow_name, l.why, l.owner_id, l.owner_name, h.heir_name, h.heir_count,
       l.state, l.environment_name, l.environment_id, l.resource_id AS flow_id
  FROM lost AS l
  JOIN heir AS h ON h.resource_id = l.resource_id
 ORDER BY l.environment_id, l.resource_id
