-- The directory roles that matter to the platform, as service accounts hold them directly or through a group:
-- is_active 0 means that the account may only activate the role (Privileged Identity Management). kind: global or
-- platform.
-- index: principal_id
SELECT r.principal_id, r.kind, r.name, r.is_active
  FROM administrator AS r
 WHERE r.principal_id IN (SELECT principal_id FROM service_account)
