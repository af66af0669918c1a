-- title:    Custom connectors and where they are used
-- severity: info
-- needs:    connector
-- wants:    resource_connector, environment, principal, connector.is_custom
-- refs:     CoE dashboard "Custom Connectors"; CoE view "Custom Connectors"
--
-- Connectors that your own people made: the address they call, who made them, and how many apps and flows use them.
--
-- The definition (scheme, kind of sign-in) is known only where the connectors of Dataverse were imported. Counts of uses
-- are blank when no connections of apps and flows were collected.
WITH
used AS (
	SELECT connector_id,
	       count(DISTINCT CASE WHEN resource_kind = 'app' THEN resource_id END) AS apps,
	       count(DISTINCT CASE WHEN resource_kind = 'flow' THEN resource_id END) AS flows
	  FROM resource_connector
	 GROUP BY connector_id
),
known AS (
	SELECT max(CASE WHEN entity = 'resource_connector' THEN 0 END) AS zero
	  FROM coverage
	 WHERE snapshot_at <= :as_of
)
SELECT c.display_name AS connector_name, COALESCE(c.host, d.host) AS host, c.host_is_http,
       d.authentication_type, d.base_path, d.operations,
       COALESCE(u.apps, k.zero) AS app_count, COALESCE(u.flows, k.zero) AS flow_count,
       n.is_test_name, c.created_at, c.modified_at, c.created_by_id,
       COALESCE(p.display_name, c.created_by_name) AS created_by_name, c.is_orphaned,
       e.display_name AS environment_name, c.environment_id, c.connector_id
  FROM connector AS c
 CROSS JOIN known AS k
  LEFT JOIN custom_connector AS d ON d.connector_id = c.connector_id
  LEFT JOIN used AS u ON u.connector_id = c.connector_id
  LEFT JOIN name_check AS n ON n.resource_kind = 'connector' AND n.resource_id = c.connector_id
  LEFT JOIN principal AS p ON p.principal_id = c.created_by_id
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
 WHERE c.is_custom = 1
   AND COALESCE(c.row_active, 1) = 1
   AND COALESCE(c.is_deleted, 0) = 0
   AND COALESCE(c.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY c.environment_id, c.connector_id
