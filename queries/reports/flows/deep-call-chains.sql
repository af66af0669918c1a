-- title:    Flows that call themselves, or through many others
-- severity: low
-- needs:    flow, flow_action, flow_action.secure_inputs
-- param:    max_depth integer 5  more calls in a chain than this are listed
-- refs:     Microsoft "Limits and configuration" of Power Automate
-- rule:     FLW-009
-- resource: flow flow_id
-- key:      reason
--
-- A flow that reaches itself through its children can run without end, and uses up the requests of its owner. Long chains
-- are hard to repair: an error shows five calls away from its cause.
--
-- Break a cycle, or make sure that a condition ends it, and limit the parallel runs of its trigger. Flatten long chains.
--
-- Cycles are of high severity, each flow of one is listed. Chains are counted from flows that nobody calls, by the shortest
-- way to the furthest child.
WITH
found AS (
	SELECT ancestor_flow_id AS flow_id, 'cycle' AS reason, depth, descendant_flow_id AS last_flow_id
	  FROM flow_call_closure
	 WHERE ancestor_flow_id = descendant_flow_id
	 UNION ALL
	SELECT c.ancestor_flow_id, 'chain', c.depth, min(c.descendant_flow_id)
	  FROM flow_call_closure AS c
	  JOIN (SELECT ancestor_flow_id, max(depth) AS depth
	          FROM flow_call_closure
	         GROUP BY ancestor_flow_id) AS furthest
	    ON furthest.ancestor_flow_id = c.ancestor_flow_id AND furthest.depth = c.depth
	 WHERE c.depth > CAST(:max_depth AS INTEGER)
	   AND c.ancestor_flow_id NOT IN (SELECT child_flow_id FROM flow_call)
	 GROUP BY c.ancestor_flow_id, c.depth
)
SELECT CASE f.reason WHEN 'cycle' THEN 'high' ELSE 'low' END AS severity, h.flow_name,
       CASE f.reason WHEN 'cycle' THEN 'reaches itself' ELSE 'calls through many flows' END AS why,
       f.depth AS calls, l.flow_name AS last_name, f.reason, h.state, h.owner_id, h.owner_name,
       h.environment_name, h.environment_id, f.flow_id, f.last_flow_id
  FROM found AS f
  LEFT JOIN flow_home AS h ON h.flow_id = f.flow_id
  LEFT JOIN flow_home AS l ON l.flow_id = f.last_flow_id
 ORDER BY f.reason DESC, h.environment_id, f.flow_id
