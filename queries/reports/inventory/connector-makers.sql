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
SELECT COALESCE(min(u.owner_name), '(not known)') AS maker_name,
       COALESCE(min(c.display_name), u.connector_id) AS connector_name,
       COALESCE(min(c.tier), min(u.tier)) AS tier,
       count(DISTINCT CASE WHEN u.resource_kind = 'app' THEN u.resource_id END) AS app_count,
       count(DISTINCT CASE WHEN u.resource_kind = 'flow' THEN u.resource_id END) AS flow_count,
       u.owner_id, u.connector_id
  FROM connector_use AS u
  LEFT JOIN connector AS c ON c.connector_id = u.connector_id
 WHERE (:connector = 'all' OR u.connector_id = :connector)
 GROUP BY u.owner_id, u.connector_id
 ORDER BY u.owner_id, u.connector_id
