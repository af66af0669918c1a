-- title:    Flows whose owner has left
-- severity: high
-- needs:    flow, principal
-- wants:    role_assignment:flow
-- param:    mode text strict  strict: no owner or co-owner is left; coe: looks at the first owner only
-- refs:     CoE view "Orphaned Flows"; CoE issues 3413, 5466, 8179, 9213; Microsoft "Manage orphan flows"
-- rule:     OWN-001
-- resource: flow flow_id
--
-- A flow goes on running with the connections of the person who made it. Once that account is gone nobody can
-- repair the flow, nobody gets its failure alerts, and it stops without notice when a connection expires.
--
-- Name a new owner in the admin centre (a person or a service principal), sign its connections in again with
-- that account and run it once. If nobody claims the flow, turn it off and keep an export.
--
-- An owner counts as gone when the account is deleted or disabled, when the CoE kit marked it as orphaned, or
-- when the complete list of users does not hold it, whatever the kit's list of makers still says. Without a
-- complete list an absent owner proves nothing, and the flow is not listed. Service principals, the platform's own
-- account and groups with a living member are valid owners; a group of unknown members proves nothing either.
-- Mode coe counts as the kit does: it looks at the first owner only, and takes a disabled account for a valid one
-- unless the kit marked the flow. `difference` says of each row why the other mode does not list it, or counts it.
-- A running flow that was noted as critical or uses a premium connector is critical.
WITH
lost AS (
	SELECT *, CASE WHEN owner_state IN ('disabled', 'unlisted') AND COALESCE(is_orphaned, 0) = 0
	               THEN 1 ELSE 0 END AS is_unmarked
	  FROM ownership
	 WHERE resource_kind = 'flow' AND why IS NOT NULL
),
helper AS (
	SELECT l.resource_id, count(DISTINCT c.principal_id) AS co_owner_count,
	       max(CASE WHEN c.state = 'valid' THEN 2 WHEN c.state = 'unknown' THEN 1 ELSE 0 END) AS help
	  FROM lost AS l
	  JOIN co_owner AS c ON c.resource_kind = 'flow' AND c.resource_id = l.resource_id
	 WHERE c.principal_id <> COALESCE(l.owner_id, '')
	 GROUP BY l.resource_id
),
weighed AS (
	SELECT l.*, h.co_owner_count, COALESCE(h.help, 0) AS help
	  FROM lost AS l
	  LEFT JOIN helper AS h ON h.resource_id = l.resource_id
)
SELECT CASE WHEN w.state = 'started'
             AND (EXISTS (SELECT 1 FROM governance_note AS n
                           WHERE n.resource_kind = 'flow' AND n.resource_id = w.resource_id
                             AND lower(n.business_impact) = 'critical')
                  OR EXISTS (SELECT 1 FROM resource_connector AS c
                              WHERE c.resource_kind = 'flow' AND c.resource_id = w.resource_id
                                AND lower(c.tier) = 'premium'))
            THEN 'critical' ELSE 'high' END AS severity,
       w.resource_name AS flow_name, w.why,
       CASE
         WHEN w.is_unmarked = 1 AND w.owner_state = 'disabled'
           THEN 'strict only: the kit takes a disabled account for an owner'
         WHEN w.is_unmarked = 1 THEN 'strict only: the kit still lists the owner among its makers'
         WHEN w.help = 2 THEN 'coe only: a co-owner is left'
         WHEN w.help = 1 THEN 'coe only: a co-owner may be left'
       END AS difference,
       w.owner_id, w.owner_name,
       CASE WHEN w.co_owner_count IS NOT NULL THEN w.co_owner_count
            WHEN EXISTS (SELECT 1 FROM coverage
                          WHERE entity = 'role_assignment' AND resource_kind = 'flow'
                            AND snapshot_at <= :as_of) THEN 0 END AS co_owner_count,
       w.state, w.environment_name, w.environment_id, w.resource_id AS flow_id
  FROM weighed AS w
 WHERE CASE :mode WHEN 'coe' THEN w.is_unmarked = 0 ELSE w.help = 0 END
 ORDER BY w.environment_id, w.resource_id
