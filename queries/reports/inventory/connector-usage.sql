-- title:    Connectors and how much they are used
-- severity: info
-- needs:    resource_connector
-- wants:    connector, flow, app
-- refs:     CoE dashboard "App (Flow) Connector Deep Dive", "Top 5 connectors"; CoE view "Active Connectors"
--
-- Each connector with the apps, flows and makers that use it, and what is known of its tier and publisher.
--
-- An app or flow that refers to a connector several times counts once. Deleted resources are not counted.
SELECT COALESCE(min(c.display_name), u.connector_id) AS connector_name, min(c.tier) AS tier,
       min(c.publisher) AS publisher, max(c.is_custom) AS is_custom,
       count(DISTINCT CASE WHEN u.resource_kind = 'app' THEN u.resource_id END) AS app_count,
       count(DISTINCT CASE WHEN u.resource_kind = 'flow' THEN u.resource_id END) AS flow_count,
       count(DISTINCT u.owner_id) AS maker_count,
       count(DISTINCT u.environment_id) AS environment_count, u.connector_id
  FROM connector_use AS u
  LEFT JOIN connector AS c ON c.connector_id = u.connector_id
 GROUP BY u.connector_id
 ORDER BY count(DISTINCT u.resource_id) DESC, u.connector_id
