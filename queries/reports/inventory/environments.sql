-- title:    Environments and what is in them
-- severity: info
-- needs:    environment
-- wants:    app, flow, environment.sku, environment.protection_level
-- refs:     CoE dashboard "Environments", "Top 20 environments"; CoE views "Active Environments", "Managed Environments"
--
-- Each environment with its facts and how much of everything stands in it. Sort by a count to see where the makers are.
--
-- A count is blank when that kind was never collected anywhere. Apps and flows of environments that are not in the
-- list are not counted here.
WITH
known AS (
	SELECT max(CASE WHEN entity = 'app' THEN 1 END) AS apps,
	       max(CASE WHEN entity = 'flow' THEN 1 END) AS flows,
	       max(CASE WHEN entity = 'desktop_flow' THEN 1 END) AS desktop_flows,
	       max(CASE WHEN entity = 'agent' THEN 1 END) AS agents,
	       max(CASE WHEN entity = 'portal' THEN 1 END) AS sites,
	       max(CASE WHEN entity = 'solution' THEN 1 END) AS solutions,
	       max(CASE WHEN entity = 'connector' THEN 1 END) AS connectors
	  FROM coverage
	 WHERE snapshot_at <= :as_of
),
held AS (
	SELECT environment_id,
	       count(CASE WHEN resource_kind = 'app' THEN 1 END) AS apps,
	       count(CASE WHEN resource_kind = 'flow' THEN 1 END) AS flows,
	       count(CASE WHEN resource_kind = 'desktop_flow' THEN 1 END) AS desktop_flows,
	       count(CASE WHEN resource_kind = 'agent' THEN 1 END) AS agents,
	       count(CASE WHEN resource_kind = 'portal' THEN 1 END) AS sites,
	       count(CASE WHEN resource_kind = 'solution' THEN 1 END) AS solutions,
	       count(CASE WHEN resource_kind = 'connector' THEN 1 END) AS connectors,
	       count(DISTINCT CASE WHEN resource_kind <> 'environment' THEN maker_id END) AS makers
	  FROM inventory_object
	 GROUP BY environment_id
)
SELECT e.display_name AS environment_name, e.sku, e.is_default, e.protection_level, e.has_dataverse,
       h.apps * k.apps AS app_count, h.flows * k.flows AS flow_count,
       h.desktop_flows * k.desktop_flows AS desktop_flow_count, h.agents * k.agents AS agent_count,
       h.sites * k.sites AS site_count, h.solutions * k.solutions AS solution_count,
       h.connectors * k.connectors AS custom_connector_count, h.makers AS maker_count,
       e.purpose, e.location, e.state, e.security_group_name, e.has_dlp_policy, e.administration_mode,
       e.background_operations_enabled, e.created_at,
       COALESCE(p.display_name, e.created_by_name) AS created_by_name, e.created_by_id,
       e.environment_id
  FROM environment AS e
 CROSS JOIN known AS k
  JOIN held AS h ON h.environment_id = e.environment_id
  LEFT JOIN principal AS p ON p.principal_id = e.created_by_id
 ORDER BY h.apps + h.flows DESC, e.environment_id
