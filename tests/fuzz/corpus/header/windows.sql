-- title: T
-- severity: critical
-- needs: flow,app:x,environment.sku
-- param: a real 1e3
-- resource: :k i
--
-- Text
SELECT 1;
