-- Which flow reaches which through calls: ancestor_flow_id, descendant_flow_id, and depth, the calls on the shortest way.
-- A flow that reaches itself is part of a cycle: its row has the same flow twice. Ways of more than 20 calls are not
-- followed. A flow is no descendant of itself otherwise.
-- index: ancestor_flow_id, descendant_flow_id
-- index: descendant_flow_id
WITH RECURSIVE
edge AS MATERIALIZED (
	SELECT DISTINCT parent_flow_id, child_flow_id FROM flow_call
),
reach AS (
	SELECT parent_flow_id, child_flow_id, 1 AS depth
	  FROM edge
	 UNION
	SELECT r.parent_flow_id, e.child_flow_id, r.depth + 1
	  FROM reach AS r
	  JOIN edge AS e ON e.parent_flow_id = r.child_flow_id
	 WHERE r.depth < 20
)
SELECT parent_flow_id AS ancestor_flow_id, child_flow_id AS descendant_flow_id, min(depth) AS depth
  FROM reach
 GROUP BY parent_flow_id, child_flow_id
