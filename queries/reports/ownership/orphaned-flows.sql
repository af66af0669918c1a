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
-- complete list an absent owner proves nothing, and the flow is not listed. Service principals, groups and the
-- platform's own account are valid owners. Mode coe counts as the kit does, for comparison with its dashboards.
-- A running flow that was noted as critical or uses a premium connector is critical.
WITH
owned AS (
	SELECT f.flow_id, f.display_name, f.state, f.environment_id, f.is_orphaned,
	       e.display_name AS environment_name,
	       COALESCE(f.owner_id, f.creator_id) AS owner_id,
	       CASE WHEN COALESCE(f.owner_id, f.creator_id) = f.creator_id
	            THEN f.creator_name END AS record_name,
	       CASE WHEN COALESCE(f.owner_id, f.creator_id) = f.creator_id
	            THEN lower(f.creator_type) END AS record_type,
	       CASE WHEN f.owner_id = f.owner_ref
	              OR f.owner_id IS NULL AND f.creator_id = f.creator_ref
	            THEN 1 ELSE 0 END AS is_unresolved
	  FROM flow AS f
	  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
	 WHERE COALESCE(f.row_active, 1) = 1
	   AND COALESCE(f.is_deleted, 0) = 0
	   AND COALESCE(f.state, '') <> 'deleted'
	   AND COALESCE(e.is_deleted, 0) = 0
	   AND COALESCE(e.excused_from_inventory, 0) = 0
),
judged AS (
	SELECT o.*, p.name AS owner_name,
	       CASE
	         WHEN o.owner_id IS NULL THEN 'none'
	         WHEN p.standing IS NOT NULL THEN p.standing
	         WHEN o.owner_id = '00000000-0000-0000-0000-000000000000'
	           OR lower(o.record_name) = 'system' THEN 'valid'
	         WHEN o.record_type IN ('serviceprincipal', 'service_principal', 'application', 'group')
	           THEN 'valid'
	         WHEN EXISTS (SELECT 1 FROM role_assignment AS r
	                       WHERE r.resource_kind = 'flow' AND r.resource_id = o.flow_id
	                         AND r.principal_id = o.owner_id
	                         AND lower(r.principal_type) IN ('serviceprincipal', 'group'))
	           THEN 'valid'
	         WHEN o.is_unresolved = 1 OR list.is_complete = 0 THEN 'unknown'
	         ELSE 'absent'
	       END AS owner_state
	  FROM owned AS o
	 CROSS JOIN principal_list AS list
	  LEFT JOIN principal_standing AS p ON p.principal_id = o.owner_id
),
lost AS (
	SELECT judged.*,
	       CASE owner_state
	         WHEN 'none' THEN 'no owner is recorded'
	         WHEN 'deleted' THEN 'owner deleted'
	         WHEN 'disabled' THEN 'owner disabled'
	         WHEN 'empty' THEN 'owner is a group without members'
	         WHEN 'marked' THEN 'owner marked as orphaned by the CoE kit'
	         WHEN 'absent' THEN 'owner absent from the complete user list'
	         WHEN 'unlisted' THEN 'owner absent from the complete user list'
	         ELSE 'flow marked as orphaned by the CoE kit'
	       END AS why
	  FROM judged
	 WHERE owner_state IN ('none', 'deleted', 'marked', 'empty', 'absent')
	    OR owner_state IN ('disabled', 'unlisted') AND (:mode <> 'coe' OR is_orphaned = 1)
	    OR owner_state = 'unknown' AND is_orphaned = 1
),
co_owner AS (
	SELECT DISTINCT l.flow_id, r.principal_id,
	       CASE
	         WHEN p.standing IS NOT NULL THEN p.standing
	         WHEN lower(r.principal_type) IN ('serviceprincipal', 'group', 'tenant') THEN 'valid'
	         WHEN list.is_complete = 0 THEN 'unknown'
	         ELSE 'absent'
	       END AS state
	  FROM lost AS l
	 CROSS JOIN principal_list AS list
	  JOIN role_assignment AS r ON r.resource_kind = 'flow' AND r.resource_id = l.flow_id
	  LEFT JOIN principal_standing AS p ON p.principal_id = r.principal_id
	 WHERE lower(r.role) IN ('owner', 'co-owner', 'coowner', 'canedit')
	   AND r.principal_id <> COALESCE(l.owner_id, '')
),
helper AS (
	SELECT flow_id, count(DISTINCT principal_id) AS co_owner_count,
	       max(CASE WHEN state IN ('valid', 'unknown') THEN 1 ELSE 0 END) AS may_help
	  FROM co_owner
	 GROUP BY flow_id
)
SELECT CASE WHEN l.state = 'started'
             AND (EXISTS (SELECT 1 FROM governance_note AS n
                           WHERE n.resource_kind = 'flow' AND n.resource_id = l.flow_id
                             AND lower(n.business_impact) = 'critical')
                  OR EXISTS (SELECT 1 FROM resource_connector AS c
                              WHERE c.resource_kind = 'flow' AND c.resource_id = l.flow_id
                                AND lower(c.tier) = 'premium'))
            THEN 'critical' ELSE 'high' END AS severity,
       l.display_name AS flow_name, l.why, l.owner_id,
       COALESCE(l.owner_name, l.record_name) AS owner_name,
       CASE WHEN h.co_owner_count IS NOT NULL THEN h.co_owner_count
            WHEN EXISTS (SELECT 1 FROM coverage
                          WHERE entity = 'role_assignment' AND resource_kind = 'flow'
                            AND snapshot_at <= :as_of) THEN 0 END AS co_owner_count,
       l.state, l.environment_name, l.environment_id, l.flow_id
  FROM lost AS l
  LEFT JOIN helper AS h ON h.flow_id = l.flow_id
 WHERE :mode = 'coe' OR COALESCE(h.may_help, 0) = 0
 ORDER BY l.environment_id, l.flow_id
