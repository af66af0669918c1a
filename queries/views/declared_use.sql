-- Which connectors each flow, app and agent uses by itself, and in which environment. Of actions only those are taken that
-- use no declared connection, and a connector that no reference of their flow names in that environment: the others would say
-- the same again. The casts give the branches equal types: only then does SQLite look a resource up in each of them, instead of
-- making the whole view first.
SELECT u.resource_kind, u.resource_id, u.connector_id,
       CAST(COALESCE(u.environment_id,
                     (SELECT f.environment_id FROM flow AS f
                       WHERE u.resource_kind = 'flow' AND f.flow_id = u.resource_id),
                     (SELECT a.environment_id FROM app AS a
                       WHERE u.resource_kind = 'app' AND a.app_id = u.resource_id)) AS TEXT)
         AS environment_id
  FROM resource_connector AS u
UNION ALL
SELECT CAST('flow' AS TEXT), a.flow_id, a.connector_id,
       CAST(COALESCE(a.environment_id,
                     (SELECT f.environment_id FROM flow AS f WHERE f.flow_id = a.flow_id)) AS TEXT)
  FROM flow_action AS a
 WHERE a.connector_id IS NOT NULL
   AND a.connection_reference IS NULL
   AND COALESCE(a.is_deleted, 0) = 0
   AND NOT EXISTS (SELECT 1 FROM resource_connector AS r
                    WHERE r.resource_kind = 'flow'
                      AND r.resource_id = a.flow_id AND r.connector_id = a.connector_id
                      AND r.environment_id IS a.environment_id)
UNION ALL
SELECT CAST('agent' AS TEXT), agent_id, connector_id, environment_id FROM agent_connector_use
