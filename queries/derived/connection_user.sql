-- Which flows and apps use which connection, directly or through a solution's connection reference, a row per reference.
-- What became of them is not asked here: see connection_flow, connection_app.
-- index: connection_id
SELECT COALESCE(u.connection_id, r.connection_id) AS connection_id, u.resource_kind, u.resource_id
  FROM resource_connector AS u
  LEFT JOIN connection_reference AS r
         ON r.environment_id = u.environment_id AND r.logical_name = u.connection_reference
 WHERE COALESCE(u.connection_id, r.connection_id) IS NOT NULL
