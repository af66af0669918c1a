-- What each flow, app and agent is judged by: its own connectors, and those of the flows it calls, for the platform
-- judges parent and children as one. via_flow_id: the child that brings the connector, NULL for the resource's own.
-- set_id: the set of policies that binds the resource; what no policy binds is left out. A connector may stand more than
-- once. Of actions only those are taken that use no declared connection: the others would say the same again.
WITH
declared AS (
	SELECT resource_kind, resource_id, connector_id, environment_id FROM resource_connector
	UNION ALL
	SELECT 'flow', flow_id, connector_id, environment_id
	  FROM flow_action
	 WHERE connector_id IS NOT NULL
	   AND connection_reference IS NULL
	   AND COALESCE(is_deleted, 0) = 0
	UNION ALL
	SELECT 'agent', agent_id, connector_id, environment_id FROM agent_connector_use
),
own AS MATERIALIZED (
	SELECT resource_kind, resource_id, connector_id, environment_id
	  FROM declared
	 WHERE environment_id IS NOT NULL
	UNION ALL
	SELECT d.resource_kind, d.resource_id, d.connector_id, COALESCE(f.environment_id, a.environment_id)
	  FROM declared AS d
	  LEFT JOIN flow AS f ON d.resource_kind = 'flow' AND f.flow_id = d.resource_id
	  LEFT JOIN app AS a ON d.resource_kind = 'app' AND a.app_id = d.resource_id
	 WHERE d.environment_id IS NULL
)
SELECT o.resource_kind, o.resource_id, o.connector_id, p.set_id, CAST(NULL AS TEXT) AS via_flow_id
  FROM own AS o
 CROSS JOIN dlp_policy_set AS p
 WHERE p.environment_id = o.environment_id
UNION ALL
SELECT 'flow', t.ancestor_flow_id, o.connector_id, p.set_id, o.resource_id
  FROM own AS o
 CROSS JOIN flow_call_closure AS t
  LEFT JOIN flow AS f ON f.flow_id = t.ancestor_flow_id
  JOIN dlp_policy_set AS p ON p.environment_id = COALESCE(f.environment_id, o.environment_id)
 WHERE t.descendant_flow_id = o.resource_id
   AND o.resource_kind = 'flow'
   AND t.ancestor_flow_id <> t.descendant_flow_id
