-- title:    Custom connectors that call unsafe addresses
-- severity: high
-- needs:    connector, connector.is_custom
-- wants:    resource_connector
-- refs:     OWASP LCNC-SEC-04; CoE view "Custom Connectors - HTTP Host"
-- rule:     DLP-010
-- resource: connector connector_id
--
-- What goes over plain http can be read and changed on the way, with the secrets of the connection. A bare IP address or
-- a tunnel to somebody's machine has no certificate that proves who answers.
--
-- Put the service behind https and a name of your own, then change the connector's host. Until then block it in the
-- data policy.
--
-- The list suspect_host says what is unsafe. An address inside the company network is listed, too, when it is a bare IP
-- address: a gateway makes that less bad. A custom connector whose address no source tells is listed for information.
WITH
used AS (
	SELECT connector_id, count(DISTINCT resource_id) AS use_count
	  FROM resource_connector
	 WHERE connector_id IN (SELECT connector_id FROM connector WHERE is_custom = 1)
	 GROUP BY connector_id
)
SELECT CASE WHEN c.host_is_http = 1 OR h.why IS NOT NULL THEN 'high' ELSE 'info' END AS severity,
       COALESCE(c.display_name, c.connector_id) AS connector_name,
       CASE
         WHEN c.host_is_http = 1 THEN 'calls plain http'
         WHEN h.why IS NOT NULL THEN h.why
         ELSE 'its address is not known'
       END AS why,
       h.host, u.use_count, c.created_by_id AS owner_id,
       COALESCE(p.display_name, c.created_by_name) AS owner_name,
       e.display_name AS environment_name, c.environment_id, c.connector_id
  FROM connector AS c
  JOIN connector_host AS h ON h.connector_id = c.connector_id
  LEFT JOIN used AS u ON u.connector_id = c.connector_id
  LEFT JOIN principal AS p ON p.principal_id = c.created_by_id
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
 WHERE (c.host_is_http = 1 OR h.why IS NOT NULL OR c.host_is_http IS NULL AND h.host IS NULL)
   AND COALESCE(c.row_active, 1) = 1
   AND COALESCE(c.is_deleted, 0) = 0
   AND COALESCE(c.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY c.connector_id
