-- title:    Apps that need a licence or reach into the company's network
-- severity: info
-- needs:    app
-- either:   app.uses_premium, app.plan_classification, resource_connector:app
-- refs:     Microsoft "Power Apps licensing"
-- rule:     APP-013
-- resource: app app_id
--
-- Everybody who opens an app with a premium connector, a custom connector or an on-premises gateway needs a premium
-- licence. A gateway also opens a way from the cloud into the company's network.
--
-- Compare the list with the licences that were bought, and ask whether each way through a gateway is still wanted.
--
-- An app is listed when its record says so, or when one of its connectors is known to be premium or custom. Apps whose
-- premium use is free for historical reasons are marked: that ends when they are changed.
WITH
used AS (
	SELECT u.resource_id AS app_id,
	       max(CASE WHEN lower(COALESCE(u.tier, c.tier)) = 'premium' THEN 1 ELSE 0 END) AS has_premium,
	       max(CASE WHEN c.is_custom = 1 THEN 1 ELSE 0 END) AS has_custom
	  FROM resource_connector AS u
	  LEFT JOIN connector AS c ON c.connector_id = u.connector_id
	 WHERE u.resource_kind = 'app'
	 GROUP BY u.resource_id
),
judged AS (
	SELECT a.*,
	       CASE WHEN a.uses_premium = 1 OR u.has_premium = 1
	              OR lower(a.plan_classification) = 'premium' THEN 1 ELSE a.uses_premium END AS premium,
	       CASE WHEN a.uses_custom_connector = 1 OR u.has_custom = 1 THEN 1
	            ELSE a.uses_custom_connector END AS custom
	  FROM live_app AS a
	  LEFT JOIN used AS u ON u.app_id = a.app_id
)
SELECT j.display_name AS app_name, j.app_type,
       CASE WHEN j.uses_gateway = 1 THEN 'reaches through a gateway'
            WHEN j.custom = 1 THEN 'uses a custom connector'
            ELSE 'uses a premium connector' END AS why,
       j.premium AS uses_premium, j.custom AS uses_custom_connector, j.uses_gateway,
       j.uses_only_grandfathered_premium, j.plan_classification, j.shared_users, j.shared_groups,
       j.owner_id, j.owner AS owner_name, j.environment_name, j.environment_id, j.app_id
  FROM judged AS j
 WHERE j.premium = 1 OR j.custom = 1 OR j.uses_gateway = 1
 ORDER BY j.environment_id, j.app_id
