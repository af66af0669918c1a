-- title:    Which flows call which
-- severity: info
-- needs:    flow, flow_action, flow_action.secure_inputs
-- refs:     Microsoft "Create child flows"; Microsoft "Data policies" (child flows are judged with their parents)
-- rule:     FLW-009
--
-- Parents and children run as one: a data policy judges them together, a child that is off stops its parent, and whoever
-- may start the parent uses the connections of the children.
--
-- `depth` counts the calls from the nearest flow that nobody calls; it is empty where every caller is part of a cycle.
-- `mark` says what is odd about a call. A child that is not in the inventory lies in an environment that was not
-- collected, or is gone. Calls stand in definitions only: a flow whose definition was not collected seems to call nobody.
-- `parent_way` says what starts the parent when no flow does.
WITH
entry AS (
	SELECT DISTINCT parent_flow_id AS flow_id
	  FROM flow_call
	 WHERE parent_flow_id NOT IN (SELECT child_flow_id FROM flow_call)
),
level AS (
	SELECT flow_id, min(depth) AS depth
	  FROM (SELECT flow_id, 0 AS depth FROM entry
	         UNION ALL
	        SELECT c.descendant_flow_id, c.depth
	          FROM entry AS e
	          JOIN flow_call_closure AS c ON c.ancestor_flow_id = e.flow_id) AS reached
	 GROUP BY flow_id
)
SELECT p.flow_name AS parent_name, call.action, c.flow_name AS child_name, l.depth + 1 AS depth,
       CASE
         WHEN call.parent_flow_id = call.child_flow_id OR back.depth IS NOT NULL THEN 'cycle'
         WHEN call.is_resolved = 0 THEN 'child not in the inventory'
         WHEN c.is_live = 0 THEN 'child deleted'
         WHEN c.environment_id <> call.environment_id THEN 'child in another environment'
         WHEN c.is_on = 0 THEN 'child is off'
       END AS mark,
       p.state AS parent_state, r.way AS parent_way, c.state AS child_state, p.environment_name,
       call.environment_id,
       call.parent_flow_id, call.child_flow_id
  FROM flow_call AS call
  LEFT JOIN level AS l ON l.flow_id = call.parent_flow_id
  LEFT JOIN flow_call_closure AS back
         ON back.ancestor_flow_id = call.child_flow_id
        AND back.descendant_flow_id = call.parent_flow_id
  LEFT JOIN flow_home AS p ON p.flow_id = call.parent_flow_id
  LEFT JOIN flow_home AS c ON c.flow_id = call.child_flow_id
  LEFT JOIN flow_start AS r ON r.flow_id = call.parent_flow_id
 ORDER BY call.environment_id, call.parent_flow_id, call.action, call.child_flow_id
