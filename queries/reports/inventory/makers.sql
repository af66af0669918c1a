-- title:    Makers and what they made
-- severity: info
-- either:   app, flow
-- wants:    app, flow, desktop_flow, agent, principal
-- refs:     CoE dashboard "Makers", "Top 20 app makers", "Top 20 flow makers"; CoE view "Maker with all resources"
--
-- Everybody who owns something, with how much of each kind and when it began. Sort by a count for the top makers.
--
-- A maker without a row in the list of people is shown under the name that the objects carry. Guests and orphaned
-- makers are marked; the marks are blank where no source tells.
WITH
made AS (
	SELECT maker_id, min(maker_name) AS maker_name,
	       count(CASE WHEN resource_kind = 'app' THEN 1 END) AS app_count,
	       count(CASE WHEN resource_kind = 'app' AND object_type = 'canvas' THEN 1 END)
	       AS canvas_app_count,
	       count(CASE WHEN resource_kind = 'app' AND object_type = 'model-driven' THEN 1 END)
	       AS model_driven_app_count,
	       count(CASE WHEN resource_kind = 'flow' THEN 1 END) AS flow_count,
	       count(CASE WHEN resource_kind = 'desktop_flow' THEN 1 END) AS desktop_flow_count,
	       count(CASE WHEN resource_kind = 'agent' THEN 1 END) AS agent_count,
	       count(CASE WHEN resource_kind = 'connector' THEN 1 END) AS custom_connector_count,
	       count(CASE WHEN resource_kind = 'solution' THEN 1 END) AS solution_count,
	       count(CASE WHEN resource_kind = 'environment' THEN 1 END) AS environment_count,
	       count(CASE WHEN resource_kind IN ('app', 'flow', 'agent') THEN 1 END) AS total,
	       min(created_at) AS first_created_at, max(created_at) AS last_created_at
	  FROM inventory_object
	 WHERE maker_id IS NOT NULL
	 GROUP BY maker_id
)
SELECT COALESCE(p.display_name, m.maker_name, p.user_principal_name) AS maker_name,
       m.total AS apps_flows_agents, m.app_count, m.canvas_app_count, m.model_driven_app_count,
       m.flow_count, m.desktop_flow_count, m.agent_count, m.custom_connector_count,
       m.solution_count, m.environment_count, m.first_created_at, m.last_created_at,
       p.user_principal_name, p.department, p.job_title, p.company, p.city, p.country,
       p.is_orphaned, p.is_enabled, p.is_service_principal,
       CASE lower(p.user_type) WHEN 'guest' THEN 1 WHEN 'member' THEN 0 END AS is_guest,
       m.maker_id
  FROM made AS m
  LEFT JOIN principal AS p ON p.principal_id = m.maker_id
 ORDER BY m.total DESC, m.maker_id
