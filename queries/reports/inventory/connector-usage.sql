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
standing AS (
	SELECT u.connector_id, u.resource_kind, u.resource_id,
	       COALESCE(f.owner_id, f.creator_id, a.owner_id) AS owner_id,
	       COALESCE(f.environment_id, a.environment_id, u.environment_id) AS environment_id
	  FROM resource_connector AS u
	  LEFT JOIN flow AS f ON u.resource_kind = 'flow' AND f.flow_id = u.resource_id
	  LEFT JOIN app AS a ON u.resource_kind = 'app' AND a.app_id = u.resource_id
	 WHERE COALESCE(f.row_active, a.row_active, 1) = 1
	   AND COALESCE(f.is_deleted, a.is_deleted, 0) = 0
	   AND COALESCE(lower(f.state), '') <> 'deleted'
	   AND COALESCE(f.is_published, 1) = 1
),
used AS (
	SELECT connector_id,
	       count(DISTINCT CASE WHEN resource_kind = 'app' THEN resource_id END) AS app_count,
	       count(DISTINCT CASE WHEN resource_kind = 'flow' THEN resource_id END) AS flow_count,
	       count(DISTINCT owner_id) AS maker_count,
	       count(DISTINCT environment_id) AS environment_count
	  FROM standing
	 WHERE COALESCE(environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
	 GROUP BY connector_id
)
SELECT COALESCE(c.display_name, u.connector_id) AS connector_name, c.tier, c.publisher, c.is_custom,
       u.app_count, u.flow_count, u.maker_count, u.environment_count, u.connector_id
  FROM used AS u
  LEFT JOIN connector AS c ON c.connector_id = u.connector_id
 ORDER BY u.app_count + u.flow_count DESC, u.connector_id
