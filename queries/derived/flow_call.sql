-- Calls between cloud flows, one row per action that calls a child flow: parent_flow_id, child_flow_id, action, and
-- is_resolved, whether the child is a flow of the inventory. A child that was not imported keeps the name the definition
-- gives it, so that two files of one solution still meet. Parents that are deleted call nobody.
-- index: parent_flow_id
-- index: child_flow_id
WITH
call AS MATERIALIZED (
	SELECT a.flow_id, a.name, a.environment_id, a.child_flow_id,
	       CASE WHEN a.child_flow_id LIKE 'flow.workflow_id:%'
	            THEN substr(a.child_flow_id, 18) END AS workflow_id
	  FROM flow_action AS a
	 WHERE a.child_flow_id IS NOT NULL
	   AND COALESCE(a.is_deleted, 0) = 0
)
SELECT c.flow_id AS parent_flow_id, COALESCE(named.flow_id, c.child_flow_id) AS child_flow_id,
       c.name AS action, COALESCE(p.environment_id, c.environment_id) AS environment_id,
       CASE WHEN named.flow_id IS NOT NULL OR same.flow_id IS NOT NULL THEN 1 ELSE 0 END AS is_resolved
  FROM call AS c
  LEFT JOIN flow AS p ON p.flow_id = c.flow_id
  LEFT JOIN environment AS e ON e.environment_id = p.environment_id
  LEFT JOIN flow AS named ON named.flow_id = c.workflow_id
  LEFT JOIN flow AS same ON same.flow_id = c.child_flow_id
 WHERE COALESCE(p.row_active, 1) = 1
   AND COALESCE(p.is_deleted, 0) = 0
   AND COALESCE(lower(p.state), '') <> 'deleted'
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
