-- Which flows and apps use which connection, a row per reference. What became of them is not asked here: see
-- connection_flow, connection_app.
-- index: connection_id
SELECT connection_id, resource_kind, resource_id, lower(runs_as) AS runs_as
  FROM bound_connector
 WHERE connection_id IS NOT NULL
