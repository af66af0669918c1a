-- title:    Child flows that make their parents fail
-- severity: high
-- needs:    flow, flow_action, flow_action.secure_inputs
-- wants:    resource_connector:flow, connection, principal
-- refs:     Microsoft "Create child flows"
-- rule:     FLW-007
-- resource: flow flow_id
-- key:      child_flow_id reason reference
--
-- A parent waits for its child. When the child is off, gone, or has a connection that belongs to nobody or that it expects
-- from its caller, the parent fails at that step, often long after anybody remembers the child.
--
-- Turn the child on, bring it into the same environment, and set each of its connections to run with a fixed account in
-- its run-only settings; a caller cannot hand its connections over.
--
-- A child that is not in the inventory is of medium severity: its environment may not have been collected. A parent that
-- is off lowers nothing here, because it fails as soon as it is turned on.
WITH
edge AS (
	SELECT DISTINCT parent_flow_id, child_flow_id, environment_id, is_resolved FROM flow_call
),
reason AS (
	SELECT e.parent_flow_id, e.child_flow_id, 'missing' AS reason, '' AS reference
	  FROM edge AS e
	 WHERE e.is_resolved = 0
	 UNION ALL
	SELECT e.parent_flow_id, e.child_flow_id,
	       CASE WHEN c.is_live = 0 THEN 'deleted' WHEN c.state = 'suspended' THEN 'suspended'
	            ELSE 'off' END, ''
	  FROM edge AS e
	  JOIN flow_home AS c ON c.flow_id = e.child_flow_id
	 WHERE c.is_live = 0 OR c.is_on = 0
	 UNION ALL
	SELECT e.parent_flow_id, e.child_flow_id, 'elsewhere', ''
	  FROM edge AS e
	  JOIN flow_home AS c ON c.flow_id = e.child_flow_id
	 WHERE c.environment_id <> e.environment_id
	 UNION ALL
	SELECT e.parent_flow_id, e.child_flow_id,
	       CASE WHEN k.runs_as = 'invoker' THEN 'asks the caller' ELSE 'account gone' END, k.reference
	  FROM edge AS e
	  JOIN flow_connection AS k ON k.flow_id = e.child_flow_id
	 WHERE k.runs_as = 'invoker'
	    OR COALESCE(k.account_state, 'valid') NOT IN ('valid', 'unknown')
	    OR k.status = 'Deleted'
)
SELECT CASE r.reason WHEN 'missing' THEN 'medium' ELSE 'high' END AS severity, p.flow_name,
       CASE r.reason
         WHEN 'missing' THEN 'the child is not in the inventory'
         WHEN 'deleted' THEN 'the child is deleted'
         WHEN 'suspended' THEN 'the platform switched the child off'
         WHEN 'off' THEN 'the child is off'
         WHEN 'elsewhere' THEN 'the child is in another environment'
         WHEN 'asks the caller' THEN 'the child expects the connection of its caller'
         ELSE 'the account of the child''s connection is gone'
       END AS why,
       c.flow_name AS child_name, r.reason, r.reference, p.state, c.state AS child_state,
       p.owner_id, p.owner_name, p.environment_name, p.environment_id,
       r.parent_flow_id AS flow_id, r.child_flow_id
  FROM reason AS r
  LEFT JOIN flow_home AS p ON p.flow_id = r.parent_flow_id
  LEFT JOIN flow_home AS c ON c.flow_id = r.child_flow_id
 ORDER BY p.environment_id, r.parent_flow_id, r.child_flow_id, r.reason, r.reference
