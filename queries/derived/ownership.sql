-- What can be owned and is still there, one row each, alike for all kinds: who owns it by the record (the maker, where no
-- owner is recorded), and whether it still has this owner. owner_state is a principal's standing, or none (not recorded),
-- absent (the complete list does not hold it), unresolved (no complete list, or no id that leads to it, or the CoE kit marked
-- the thing and only the kit knows the owner). `why` says what is wrong, NULL when nothing is. The kit's mark of a thing
-- counts only where the owner is unresolved. is_first_party is Microsoft's own.
-- index: resource_kind, resource_id
-- index: owner_id
WITH
thing AS (
	SELECT 'flow' AS resource_kind, flow_id AS resource_id, display_name AS resource_name,
	       environment_id, lower(state) AS state, COALESCE(owner_id, creator_id) AS owner_id,
	       CASE WHEN COALESCE(owner_id, creator_id) = creator_id THEN creator_name
	       END AS record_name,
	       CASE WHEN COALESCE(owner_id, creator_id) = creator_id THEN lower(creator_type)
	       END AS record_type,
	       CASE WHEN owner_id IS NOT NULL THEN owner_ref ELSE creator_ref END AS unresolved_id,
	       is_orphaned, 0 AS is_first_party, created_at, modified_at, row_active, is_deleted
	  FROM flow
	 UNION ALL
	SELECT 'app', app_id, display_name, environment_id, lower(lifecycle), owner_id,
	       COALESCE(owner_name, owner_upn), NULL, owner_ref, is_orphaned,
	       CASE app_type WHEN 'sharepoint-form' THEN 1 ELSE 0 END, created_at, modified_at,
	       row_active, is_deleted
	  FROM app
	 UNION ALL
	SELECT 'agent', agent_id, display_name, environment_id, lower(state), owner_id, owner_name,
	       NULL, owner_ref, is_orphaned, 0, created_at, modified_at, row_active, is_deleted
	  FROM agent
	 UNION ALL
	SELECT 'desktop_flow', desktop_flow_id, display_name, environment_id, lower(state), owner_id,
	       owner_name, NULL, owner_ref, is_orphaned, 0, created_at, modified_at, row_active,
	       is_deleted
	  FROM desktop_flow
	 UNION ALL
	SELECT 'portal', portal_id, display_name, environment_id, lower(state), owner_id, owner_name,
	       NULL, owner_ref, is_orphaned, 0, created_at, modified_at, row_active, is_deleted
	  FROM portal
	 UNION ALL
	SELECT 'solution', solution_id, COALESCE(display_name, unique_name), environment_id, NULL,
	       COALESCE(owner_id, created_by_id),
	       CASE WHEN COALESCE(owner_id, created_by_id) = created_by_id THEN created_by_name END,
	       NULL, CASE WHEN owner_id IS NOT NULL THEN owner_ref ELSE created_by_ref END, is_orphaned,
	       CASE WHEN lower(publisher) LIKE 'microsoft%' OR lower(publisher) LIKE 'dynamics 365%'
	              OR lower(unique_name) IN ('default', 'active', 'basic', 'system')
	              OR lower(unique_name) LIKE 'msdyn%' OR lower(unique_name) LIKE 'mspp%'
	              OR is_visible = 0 THEN 1 ELSE 0 END,
	       created_at, modified_at, row_active, is_deleted
	  FROM solution
	 UNION ALL
	SELECT 'connector', c.connector_id, COALESCE(c.display_name, k.display_name),
	       COALESCE(k.environment_id, c.environment_id), NULL,
	       COALESCE(k.owner_id, c.created_by_id),
	       CASE WHEN COALESCE(k.owner_id, c.created_by_id) = c.created_by_id THEN c.created_by_name
	       END,
	       NULL, CASE WHEN k.owner_id IS NOT NULL THEN k.owner_ref ELSE c.created_by_ref END,
	       c.is_orphaned, 0, c.created_at, c.modified_at, c.row_active, c.is_deleted
	  FROM connector AS c
	  LEFT JOIN custom_connector AS k ON k.connector_id = c.connector_id
	 WHERE c.is_custom = 1
	 UNION ALL
	SELECT 'connection', connection_id, display_name, environment_id, lower(status), created_by_id,
	       COALESCE(created_by_name, created_by_upn), NULL, created_by_ref, NULL, 0, created_at,
	       NULL, NULL, is_deleted
	  FROM connection
	 UNION ALL
	SELECT 'environment', environment_id, display_name, environment_id, lower(state),
	       COALESCE(owner_id, created_by_id),
	       CASE WHEN COALESCE(owner_id, created_by_id) = created_by_id THEN created_by_name END,
	       NULL, CASE WHEN owner_id IS NOT NULL THEN owner_ref ELSE created_by_ref END, is_orphaned,
	       CASE WHEN is_default = 1 OR lower(sku) IN ('default', 'teams', 'platform') THEN 1 ELSE 0
	       END, created_at, modified_at, row_active, is_deleted
	  FROM environment
),
place AS MATERIALIZED (
	SELECT environment_id, display_name, lower(sku) AS sku,
	       CASE WHEN environment_id IN (SELECT environment_id FROM hidden_environment) THEN 1 ELSE 0 END
	         AS is_hidden
	  FROM environment
),
owned AS (
	SELECT t.resource_kind, t.resource_id, t.resource_name, t.state, t.owner_id, t.record_name,
	       t.record_type, CASE WHEN t.owner_id = t.unresolved_id THEN 1 ELSE 0 END AS is_unresolved,
	       t.is_orphaned, t.is_first_party, t.created_at, t.modified_at, t.environment_id,
	       e.display_name AS environment_name, e.sku AS environment_sku
	  FROM thing AS t
	  LEFT JOIN place AS e ON e.environment_id = t.environment_id
	 WHERE COALESCE(t.row_active, 1) = 1
	   AND COALESCE(t.is_deleted, 0) = 0
	   AND COALESCE(t.state, '') <> 'deleted'
	   AND COALESCE(e.is_hidden, 0) = 0
),
judged AS (
	SELECT t.*, COALESCE(p.name, t.record_name) AS owner_name,
	       CASE
	         WHEN t.owner_id IS NULL THEN 'none'
	         WHEN p.standing = 'valid' AND p.is_proven = 0 AND t.is_orphaned = 1
	          AND l.is_complete = 0 THEN 'unresolved'
	         WHEN p.standing IS NOT NULL THEN p.standing
	         WHEN lower(t.owner_id) IN ('00000000-0000-0000-0000-000000000000', 'system')
	           OR lower(t.record_name) = 'system' THEN 'valid'
	         WHEN t.record_type IN ('serviceprincipal', 'service_principal', 'application')
	           THEN 'valid'
	         WHEN t.record_type = 'group' THEN 'unknown'
	         WHEN EXISTS (SELECT 1 FROM role_assignment AS r
	                       WHERE r.resource_kind = t.resource_kind AND r.resource_id = t.resource_id
	                         AND r.principal_id = t.owner_id
	                         AND lower(r.principal_type) = 'serviceprincipal') THEN 'valid'
	         WHEN EXISTS (SELECT 1 FROM role_assignment AS r
	                       WHERE r.resource_kind = t.resource_kind AND r.resource_id = t.resource_id
	                         AND r.principal_id = t.owner_id AND lower(r.principal_type) = 'group')
	           THEN 'unknown'
	         WHEN t.is_unresolved = 1 OR l.is_complete = 0 THEN 'unresolved'
	         ELSE 'absent'
	       END AS owner_state,
	       p.kind AS owner_kind, COALESCE(p.is_guest, 0) AS is_guest
	  FROM owned AS t
	 CROSS JOIN principal_list AS l
	  LEFT JOIN principal_standing AS p ON p.principal_id = t.owner_id
)
SELECT judged.*,
       CASE owner_state
         WHEN 'none' THEN CASE WHEN is_orphaned = 1 OR resource_kind IN ('flow', 'app')
                               THEN 'no owner is recorded' END
         WHEN 'deleted' THEN 'owner deleted'
         WHEN 'disabled' THEN 'owner disabled'
         WHEN 'empty' THEN 'owner is a group without members'
         WHEN 'marked' THEN 'owner marked as orphaned by the CoE kit'
         WHEN 'absent' THEN 'owner absent from the complete user list'
         WHEN 'unlisted' THEN 'owner absent from the complete user list'
         WHEN 'unresolved' THEN CASE WHEN is_orphaned = 1
                                     THEN 'marked as orphaned by the CoE kit' END
       END AS why
  FROM judged
