-- title:    Connectors and how much they are used
-- severity: info
-- needs:    resource_connector
-- wants:    connector, flow, app
-- refs:     CoE dashboard "App (Flow) Connector Deep Dive", "Top 5 connectors"; CoE view "Active Connectors"
--
-- Each connector with the apps, flows and makers that use it, and what is known of its tier and publisher.
--
-- An app or flow that refers to a connector several times counts once. Deleted resources are not counted.
WITH
used AS (
	SELECT connector_id,
	       count(DISTINCT CASE WHEN resource_kind = 'app' THEN resource_id END) AS app_count,
	       count(DISTINCT CASE WHEN resource_kind = 'flow' THEN resource_id END) AS flow_count,
	       count(DISTINCT owner_id) AS maker_count,
	       count(DISTINCT environment_id) AS environment_count
	  FROM connector_use
	 GROUP BY connector_id
)
SELECT COALESCE(c.display_name, u.connector_id) AS connector_name, c.tier, c.publisher, c.is_custom,
       u.app_count, u.flow_count, u.maker_count, u.environment_count, u.connector_id
  FROM used AS u
  LEFT JOIN connector AS c ON c.connector_id = u.connector_id
 ORDER BY u.app_count + u.flow_count DESC, u.connector_id
