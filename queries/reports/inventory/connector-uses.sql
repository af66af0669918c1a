-- title:    Apps and flows by connector
-- severity: info
-- needs:    resource_connector
-- wants:    connector, flow, app
-- param:    connector text all  the id of one connector, such as shared_sql
-- param:    tier text all  one tier only: standard or premium
-- refs:     CoE dashboard "Connector Usage", "Review App (Flow) Connectors"; CoE view "Active Connection References"
--
-- Every use of a connector by an app or flow, with the owner to ask. Name a connector to see who depends on it.
--
-- runs_as says whose connection a flow uses: its own (embedded) or that of the person who runs it (invoker).
WITH
place AS MATERIALIZED (
	SELECT environment_id, display_name FROM environment
),
known AS MATERIALIZED (
	SELECT connector_id, display_name, tier, publisher FROM connector
)
SELECT COALESCE(c.display_name, u.connector_id) AS connector_name,
       COALESCE(u.tier, c.tier) AS tier, c.publisher, u.resource_kind, u.resource_name, u.state,
       u.runs_as, u.owner_id, COALESCE(p.display_name, u.record_name) AS owner_name,
       e.display_name AS environment_name, u.environment_id, u.connection_id, u.connector_id,
       u.resource_id
  FROM connector_use AS u
  LEFT JOIN known AS c ON c.connector_id = u.connector_id
  LEFT JOIN principal_name AS p ON p.principal_id = u.owner_id
  LEFT JOIN place AS e ON e.environment_id = u.environment_id
 WHERE (:connector = 'all' OR u.connector_id = :connector)
   AND (:tier = 'all' OR lower(COALESCE(u.tier, c.tier)) = :tier)
 ORDER BY u.connector_id, u.resource_kind, u.resource_id, u.connection_id
