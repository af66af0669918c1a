-- Environments whose objects no page counts: deleted, inactive in the CoE kit, or excused from the inventory.
SELECT environment_id
  FROM environment
 WHERE row_active = 0 OR is_deleted = 1 OR excused_from_inventory = 1
