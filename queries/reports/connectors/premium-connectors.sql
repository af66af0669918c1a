-- title:    Premium connectors in use
-- severity: info
-- needs:    resource_connector
-- either:   connector.tier, resource_connector.tier
-- wants:    connector, license_assignment
-- refs:     CoE view "Premium Connectors"; CoE dashboard "Connector Usage"; Microsoft licensing guide
-- rule:     DLP-019
-- resource: :resource_kind resource_id
-- key:      connector_id
--
-- A premium connector needs a licence: of the flow's owner, of the flow itself, or of everybody who opens the app.
-- Without one the platform turns a flow off after two weeks.
--
-- Hold the list against the licences you have. Where a free connector does the same work, change to it.
--
-- A row is low while nothing is known of its owner's licences, and for information otherwise; which licences are enough
-- is not judged here. What a resource's own record says of the tier goes before the list of connectors.
WITH
place AS MATERIALIZED (
	SELECT environment_id, display_name FROM environment
),
known AS MATERIALIZED (
	SELECT connector_id, display_name, lower(tier) AS tier FROM connector
)
SELECT CASE WHEN min(u.owner_id) IN (SELECT principal_id FROM license_assignment) THEN 'info' ELSE 'low' END AS severity,
       COALESCE(min(c.display_name), u.connector_id) AS connector_name, u.resource_kind,
       min(u.resource_name) AS resource_name, min(u.state) AS state,
       count(*) AS reference_count, min(u.owner_id) AS owner_id,
       COALESCE(min(p.display_name), min(u.record_name)) AS owner_name,
       min(e.display_name) AS environment_name, min(u.environment_id) AS environment_id,
       u.connector_id, u.resource_id
  FROM connector_use AS u
  LEFT JOIN known AS c ON c.connector_id = u.connector_id
  LEFT JOIN principal_name AS p ON p.principal_id = u.owner_id
  LEFT JOIN place AS e ON e.environment_id = u.environment_id
 WHERE COALESCE(lower(u.tier), c.tier) = 'premium'
 GROUP BY u.resource_kind, u.resource_id, u.connector_id
 ORDER BY u.resource_kind, u.resource_id, u.connector_id
