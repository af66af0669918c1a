-- Apps that count: neither deleted nor in an environment that is deleted or excused from inventory. `owner` is the
-- owner's name as far as anybody knows it.
SELECT a.*, COALESCE(p.display_name, a.owner_name, a.owner_upn) AS owner,
       e.display_name AS environment_name, e.sku AS environment_sku, e.protection_level
  FROM app AS a
  LEFT JOIN environment AS e ON e.environment_id = a.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = a.owner_id
 WHERE COALESCE(a.row_active, 1) = 1
   AND COALESCE(a.is_deleted, 0) = 0
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
