-- Where each flow lives and whose it is, one row per flow. is_live: it counts for reports, that is, it is not deleted and
-- its environment is neither deleted nor excused. is_on: it runs. What was never imported as a flow has no row here.
-- index: flow_id
WITH
home AS MATERIALIZED (
	SELECT environment_id, display_name,
	       CASE WHEN COALESCE(is_deleted, 0) = 0 AND COALESCE(excused_from_inventory, 0) = 0
	            THEN 1 ELSE 0 END AS is_live,
	       CASE WHEN lower(purpose) = 'production' THEN 1
	            WHEN purpose IS NOT NULL THEN 0
	            WHEN lower(sku) = 'production' THEN 1
	            WHEN sku IS NOT NULL THEN 0 END AS is_production
	  FROM environment
)
SELECT f.flow_id, f.display_name AS flow_name, f.workflow_id, lower(f.state) AS state,
       CASE WHEN f.state IS NULL THEN NULL
            WHEN lower(f.state) IN ('started', 'activated') THEN 1 ELSE 0 END AS is_on,
       CASE WHEN COALESCE(f.row_active, 1) = 1
             AND COALESCE(f.is_deleted, 0) = 0
             AND COALESCE(lower(f.state), '') <> 'deleted'
             AND COALESCE(h.is_live, 1) = 1 THEN 1 ELSE 0 END AS is_live,
       COALESCE(f.owner_id, f.creator_id) AS owner_id,
       CASE WHEN COALESCE(f.owner_id, f.creator_id) = f.creator_id
            THEN COALESCE(p.display_name, f.creator_name) ELSE p.display_name END AS owner_name,
       lower(p.user_principal_name) AS owner_upn,
       f.is_solution, f.is_managed, h.display_name AS environment_name, f.environment_id,
       h.is_production
  FROM flow AS f
  LEFT JOIN home AS h ON h.environment_id = f.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = COALESCE(f.owner_id, f.creator_id)
