-- title:    What changed since the snapshot before
-- severity: info
-- needs:    environment
-- before:   environment
-- param:    moving integer 0  1: also what moves by itself (times of last use, runs, sign-ins), 0: without
-- param:    entity text all  Only objects of this entity; all: every one
-- refs:     DRF-010; CIS Power Platform 4.1, 4.3
--
-- Every object that was added or removed, and every column that changed, with its value before and after. Two
-- snapshots are compared, whatever happened between them: something made and deleted in the meantime leaves no trace.
--
-- Read the reports of this group first: they say what a change means. Ask the maker about what none of them explains.
-- An object counts as removed only when the later snapshot would have shown it. What only one of the two collected is
-- listed by change-summary and not here.
SELECT c.change, c.entity, COALESCE(c.name, c.resource_id) AS display_name, c.column_name, c.value_before, c.value_after,
       e.display_name AS environment_name, c.environment_id, c.resource_id
  FROM change AS c
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
 WHERE (c.is_moving = 0 OR :moving = 1)
   AND (c.entity = :entity OR :entity = 'all')
 ORDER BY c.entity, c.change, c.resource_id, c.column_name
