-- Whether each thing that can be owned still has its first owner: owner_state is a principal's standing, or none (not
-- recorded), absent (the complete list does not hold it), unresolved (no complete list, or no id that leads to it, or the
-- kit marked the thing and only the kit knows the owner). `why` says what is wrong, NULL when nothing is. The CoE kit's
-- mark of a thing counts only where the owner is unresolved.
WITH
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
	  FROM owned_thing AS t
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
