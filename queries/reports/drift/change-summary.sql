-- title:    How much changed since the snapshot before
-- severity: info
-- needs:    environment
-- before:   environment
-- refs:     DRF-011; CIS Power Platform 4.1, 4.3
--
-- For each kind of object: how many were added, removed and changed between two snapshots, and how far these lie
-- apart. Many changes in a short time, or a kind that loses a third of its objects, are worth a question.
--
-- Where the note says that something was not collected, nothing is said of changes: collect it again, and compare
-- then. Rows that come and go by themselves, such as runs and sign-ins, and columns that do, such as the time of last
-- use, are counted apart as moved.
WITH
counted AS (
	SELECT entity,
	       count(DISTINCT CASE WHEN change = 'added' AND is_moving = 0 THEN resource_id END) AS added,
	       count(DISTINCT CASE WHEN change = 'removed' AND is_moving = 0 THEN resource_id END) AS removed,
	       count(DISTINCT CASE WHEN change = 'changed' AND is_moving = 0 THEN resource_id END) AS changed,
	       count(DISTINCT CASE WHEN is_moving = 1 THEN resource_id END) AS moved
	  FROM change
	 GROUP BY entity
)
SELECT k.entity, COALESCE(c.added, 0) AS added, COALESCE(c.removed, 0) AS removed, COALESCE(c.changed, 0) AS changed,
       COALESCE(c.moved, 0) AS moved,
       CASE WHEN k.is_compared = 0 THEN 'cannot be compared: it ' || k.note ELSE k.note END AS note,
       m.before_at, m.at AS after_at, (m.at - m.before_at) / 86400 AS days_apart
  FROM comparison AS k
 CROSS JOIN moment AS m
  LEFT JOIN counted AS c ON c.entity = k.entity
 WHERE k.is_compared = 0 OR c.entity IS NOT NULL
 ORDER BY k.entity
