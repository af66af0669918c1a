-- The licences of accounts, one row each: allows_premium, one of its plans that is not turned off lets a person own flows
-- with premium connectors; is_trial, it ends by itself. Both go by part numbers, lists premium_licence and trial_licence.
-- index: principal_id
WITH
product AS (
	SELECT sku_id, max(part) AS part FROM (
		SELECT sku_id, sku_part_number AS part FROM license
		 UNION ALL
		SELECT sku_id, sku_part_number FROM license_assignment)
	 GROUP BY sku_id
),
plan AS (
	SELECT sku_id, lower(plan_id) AS plan_id
	  FROM license_plan
	 WHERE list_match('premium_licence', plan_name) IS NOT NULL
),
judged AS (
	SELECT sku_id, part,
	       CASE WHEN list_match('premium_licence', part) IS NOT NULL THEN 1 ELSE 0 END AS allows_premium,
	       CASE WHEN list_match('trial_licence', part) IS NOT NULL THEN 1 ELSE 0 END AS is_trial
	  FROM product
)
SELECT a.principal_id, a.sku_id, COALESCE(l.display_name, j.part) AS licence_name, j.is_trial,
       a.assigned_by_group_id, a.state,
       CASE WHEN lower(a.state) IN ('error', 'disabled', 'suspended') THEN 0
            WHEN EXISTS (SELECT 1 FROM plan AS p WHERE p.sku_id = a.sku_id)
            THEN CASE WHEN EXISTS (SELECT 1 FROM plan AS p
                                    WHERE p.sku_id = a.sku_id
                                      AND replace(lower(COALESCE(a.disabled_plans, '')), p.plan_id, '')
                                          = lower(COALESCE(a.disabled_plans, ''))) THEN 1
                      ELSE 0 END
            ELSE j.allows_premium END AS allows_premium
  FROM license_assignment AS a
  JOIN judged AS j ON j.sku_id = a.sku_id
  LEFT JOIN license AS l ON l.sku_id = a.sku_id
