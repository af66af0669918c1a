-- title:    Custom connectors without sign-in
-- severity: high
-- needs:    custom_connector
-- wants:    resource_connector
-- refs:     OWASP LCNC-SEC-04 and LCNC-SEC-08
-- rule:     DLP-011
-- resource: connector connector_id
--
-- A service that asks nobody who is calling answers everybody who finds its address. Where a key is needed after all,
-- makers put it into the flows that call it.
--
-- Let the service ask for an Entra sign-in or a key, declare it in the connector's definition, and make the connections
-- anew.
--
-- Only definitions that were imported are judged: without a host a definition is not known, and the connector is left
-- out. A public service, such as a weather forecast, is a false positive.
WITH
used AS (
	SELECT connector_id, count(DISTINCT resource_id) AS use_count
	  FROM resource_connector
	 WHERE connector_id IN (SELECT connector_id FROM custom_connector)
	 GROUP BY connector_id
)
SELECT COALESCE(d.display_name, d.connector_id) AS connector_name,
       'its definition asks for no sign-in' AS why, d.host, d.scheme, d.operations, u.use_count,
       d.owner_id, p.display_name AS owner_name, e.display_name AS environment_name,
       d.environment_id, d.connector_id
  FROM custom_connector AS d
  LEFT JOIN connector AS c ON c.connector_id = d.connector_id
  LEFT JOIN used AS u ON u.connector_id = d.connector_id
  LEFT JOIN principal AS p ON p.principal_id = d.owner_id
  LEFT JOIN environment AS e ON e.environment_id = d.environment_id
 WHERE d.host IS NOT NULL
   AND COALESCE(lower(d.authentication_type), 'none') IN ('none', 'anonymous')
   AND d.identity_provider IS NULL
   AND COALESCE(c.is_deleted, 0) = 0
   AND COALESCE(d.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY d.connector_id
