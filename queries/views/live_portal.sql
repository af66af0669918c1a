-- Power Pages sites that count: neither deleted nor in an environment that does not count. A site whose environment is
-- not known counts.
SELECT w.*, COALESCE(p.name, w.owner_name) AS owner_display_name,
       e.display_name AS environment_name
  FROM portal AS w
  LEFT JOIN environment AS e ON e.environment_id = w.environment_id
  LEFT JOIN principal_standing AS p ON p.principal_id = w.owner_id
 WHERE COALESCE(w.row_active, 1) = 1
   AND COALESCE(w.is_deleted, 0) = 0
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
