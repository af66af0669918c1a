-- title: T
-- severity: low
SELECT 1