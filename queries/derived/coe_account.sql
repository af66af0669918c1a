-- The accounts that run the CoE kit: who owns its flows, and who wrote the rows of its tables.
-- index: principal_id
SELECT owner_id AS principal_id
  FROM coe_flow
 WHERE owner_id IS NOT NULL
 UNION
SELECT u.principal_id
  FROM inventory_writer AS w
  JOIN dataverse_user AS u ON u.systemuser_id = w.writer_id
 WHERE u.principal_id IS NOT NULL
