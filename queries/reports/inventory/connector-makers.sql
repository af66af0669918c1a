-- title:    Connectors that each maker uses
-- severity: info
-- needs:    resource_connector
-- wants:    connector, flow, app
-- param:    connector text all  the id of one connector, such as shared_sql
-- refs:     CoE dashboard "App (Flow) Connector Deep Dive": per maker
--
-- Who builds with which connector, and how much. It shows whom a change of a connector or of its data policy concerns.
--
-- Resources without a known owner are counted together.
WITH
known AS MATERIALIZED (
	SELECT connector_id, display_name, tier FROM connector
),
made AS (
	SELECT owner_id, connector_id, min(record_name) AS record_name, min(tier) AS tier,
	       count(DISTINCT CASE WHEN resource_kind = 'app' THEN resource_id END) AS app_count,
	       count(DISTINCT CASE WHEN resource_kind = 'flow' THEN resource_id END) AS flow_count
	  FROM connector_use
	 WHERE :connector = 'all' OR connector_id = :connector
	 GROUP BY owner_id, connector_id
)
SELECT COALESCE(p.display_name, m.record_name, '(not known)') AS maker_name,
       COALESCE(c.display_name, m.connector_id) AS connector_name, COALESCE(c.tier, m.tier) AS tier,
       m.app_count, m.flow_count, m.owner_id, m.connector_id
  FROM made AS m
  LEFT JOIN principal_name AS p ON p.principal_id = m.owner_id
  LEFT JOIN known AS c ON c.connector_id = m.connector_id
 ORDER BY m.owner_id, m.connector_id
