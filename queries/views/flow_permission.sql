-- Whom permissions let start a flow, one row for each permission. kind: tenant (everybody), group, or what else it is.
SELECT r.resource_id AS flow_id, r.principal_id,
       CASE WHEN r.principal_id IN (SELECT tenant_id FROM tenant) THEN 'tenant'
            ELSE COALESCE(lower(r.principal_type),
                          (SELECT p.kind FROM principal AS p WHERE p.principal_id = r.principal_id), 'user')
       END AS kind
  FROM role_assignment AS r
 WHERE r.resource_kind = 'flow'
