-- title:    Flows and apps that the CoE kit marks as broken
-- severity: medium
-- either:   flow.contains_broken_connections, app.contains_broken_connections
-- refs:     CoE columns "Reinventory Flow (App) Contains Broken Connections"
-- rule:     IDN-001
-- resource: :resource_kind resource_id
--
-- The kit marks a flow or app when one of its references leads to a connector that the kit does not know. Most often
-- the custom connector was deleted or never moved along, and the flow fails when it gets to that step.
--
-- Open it, look for connections with a warning, and bind them anew. Then let the kit read it again.
--
-- The mark says nothing of expired sign-ins; see broken-connections for those. A new connector that the kit has not yet
-- listed gives a false mark. A stopped flow is low.
SELECT CASE WHEN m.state IN ('stopped', 'suspended') THEN 'low' ELSE 'medium' END AS severity,
       m.resource_kind, m.resource_name, 'a reference leads to an unknown connector' AS why,
       m.state, m.connections, m.owner_id, COALESCE(p.display_name, m.record_name) AS owner_name,
       e.display_name AS environment_name, m.environment_id, m.resource_id
  FROM (SELECT 'flow' AS resource_kind, flow_id AS resource_id, display_name AS resource_name,
               lower(state) AS state, connections, COALESCE(owner_id, creator_id) AS owner_id,
               CASE WHEN COALESCE(owner_id, creator_id) = creator_id
                    THEN creator_name END AS record_name, environment_id
          FROM flow
         WHERE contains_broken_connections = 1 AND COALESCE(row_active, 1) = 1
           AND COALESCE(is_deleted, 0) = 0 AND COALESCE(lower(state), '') <> 'deleted'
           AND COALESCE(is_published, 1) = 1
         UNION ALL
        SELECT 'app', app_id, display_name, NULL, connections, owner_id,
               COALESCE(owner_name, owner_upn), environment_id
          FROM app
         WHERE contains_broken_connections = 1 AND COALESCE(row_active, 1) = 1
           AND COALESCE(is_deleted, 0) = 0) AS m
  LEFT JOIN principal AS p ON p.principal_id = m.owner_id
  LEFT JOIN environment AS e ON e.environment_id = m.environment_id
 WHERE COALESCE(m.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY m.resource_kind, m.environment_id, m.resource_id
