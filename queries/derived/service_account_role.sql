-- The directory roles that matter to the platform, as service accounts hold them directly or through a group.
-- index: principal_id
SELECT r.principal_id, r.kind, r.name, r.is_active
  FROM administrator AS r
 WHERE r.principal_id IN (SELECT principal_id FROM service_account)
