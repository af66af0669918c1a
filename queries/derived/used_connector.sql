-- Every connector that some flow, app or agent uses, whatever became of it.
SELECT connector_id FROM resource_connector
UNION
SELECT connector_id FROM flow_action WHERE connector_id IS NOT NULL
UNION
SELECT connector_id FROM agent_connector_use
