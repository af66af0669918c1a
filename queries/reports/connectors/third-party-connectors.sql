-- title:    Connectors of third parties in use
-- severity: low
-- needs:    resource_connector
-- either:   connector.publisher, connector.source
-- wants:    connector
-- refs:     OWASP LCNC-SEC-07
-- rule:     DLP-021
-- resource: :resource_kind resource_id
-- key:      connector_id
--
-- What goes through a connector of somebody else goes to somebody else. Independent publishers are often single persons
-- who wrapped a service that they do not run.
--
-- Ask what data goes there and whether the company has a contract with the service. If not, block the connector.
--
-- Microsoft and custom connectors are left out; so is what no source tells the publisher of. Independent publishers are
-- medium. A large vendor who publishes its own connector is often no concern: keep such uses as accepted.
WITH
outside AS MATERIALIZED (
	SELECT connector_id, COALESCE(display_name, connector_id) AS connector_name, publisher,
	       CASE WHEN lower(source) IN ('independentpublisher', 'independent-publisher')
	            THEN 'independent publisher' ELSE 'published by a third party' END AS why
	  FROM connector
	 WHERE COALESCE(is_custom, 0) = 0 AND COALESCE(is_virtual, 0) = 0
	   AND (lower(source) IN ('independentpublisher', 'independent-publisher')
	        OR publisher <> '' AND lower(publisher) NOT LIKE 'microsoft%')
),
used AS (
	SELECT connector_id, resource_kind, resource_id, min(resource_name) AS resource_name,
	       count(*) AS reference_count, min(owner_id) AS owner_id, min(record_name) AS record_name,
	       min(environment_id) AS environment_id
	  FROM connector_use
	 WHERE connector_id IN (SELECT connector_id FROM outside)
	 GROUP BY connector_id, resource_kind, resource_id
)
SELECT CASE WHEN k.why = 'independent publisher' THEN 'medium' ELSE 'low' END AS severity,
       k.connector_name, k.publisher, k.why, u.resource_kind, u.resource_name, u.reference_count,
       u.owner_id, COALESCE(p.display_name, u.record_name) AS owner_name,
       e.display_name AS environment_name, u.environment_id, u.connector_id, u.resource_id
  FROM used AS u
  JOIN outside AS k ON k.connector_id = u.connector_id
  LEFT JOIN principal_name AS p ON p.principal_id = u.owner_id
  LEFT JOIN environment AS e ON e.environment_id = u.environment_id
 ORDER BY u.connector_id, u.resource_kind, u.resource_id
