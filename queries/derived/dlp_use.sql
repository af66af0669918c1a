-- What each flow, app and agent is judged by: its own connectors, and those of the flows it calls, for the platform
-- judges parent and children as one. via_flow_id: the child that brings the connector, NULL for the resource's own.
-- A connector may stand more than once.
-- index: resource_kind, resource_id
WITH
own AS MATERIALIZED (
	SELECT c.resource_kind, c.resource_id, c.connector_id, c.environment_id
	  FROM resource_connector AS c
	UNION
	SELECT 'flow', a.flow_id, a.connector_id, a.environment_id
	  FROM flow_action AS a
	 WHERE a.connector_id IS NOT NULL
	   AND COALESCE(a.is_deleted, 0) = 0
	UNION
	SELECT 'agent', g.agent_id, g.connector_id, g.environment_id
	  FROM agent_connector_use AS g
)
SELECT o.resource_kind, o.resource_id, o.connector_id,
       COALESCE(f.environment_id, a.environment_id, g.environment_id, o.environment_id)
         AS environment_id,
       CAST(NULL AS TEXT) AS via_flow_id
  FROM own AS o
  LEFT JOIN flow AS f ON o.resource_kind = 'flow' AND f.flow_id = o.resource_id
  LEFT JOIN app AS a ON o.resource_kind = 'app' AND a.app_id = o.resource_id
  LEFT JOIN agent AS g ON o.resource_kind = 'agent' AND g.agent_id = o.resource_id
UNION ALL
SELECT 'flow', t.ancestor_flow_id, o.connector_id, COALESCE(f.environment_id, o.environment_id),
       o.resource_id
  FROM flow_call_closure AS t
  JOIN own AS o ON o.resource_kind = 'flow' AND o.resource_id = t.descendant_flow_id
  LEFT JOIN flow AS f ON f.flow_id = t.ancestor_flow_id
 WHERE t.ancestor_flow_id <> t.descendant_flow_id
