-- Environments that count, neither deleted nor excused from the inventory, with two judgements: kind, the sku in small
-- letters, 'default' for the default environment; is_production, people work with what is in it (NULL: not known).
SELECT e.*,
       CASE WHEN e.is_default = 1 THEN 'default' ELSE lower(e.sku) END AS kind,
       CASE
         WHEN lower(e.sku) = 'production' AND COALESCE(e.is_default, 0) = 0
           OR lower(e.purpose) = 'production' THEN 1
         WHEN e.sku IS NOT NULL OR e.purpose IS NOT NULL THEN 0
       END AS is_production
  FROM environment AS e
 WHERE COALESCE(e.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
