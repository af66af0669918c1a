-- title:    Findings that came and went since the snapshot before
-- severity: info
-- needs:    environment
-- before:   environment
-- refs:     DRF-011
-- rule:     DRF-011
--
-- Which findings are new, which came back, and which are gone, between two snapshots: the measure of whether the tenant
-- gets better. A finding that could not be looked for again is neither: it is told as unseen. A report that could be
-- evaluated at one of the two alone is told as not compared, for its findings are not new because they are now seen.
--
-- Ask about what came back: somebody repaired it once. The answers are those that stocktake replay keeps in the store;
-- when it has not run since these snapshots were imported, the one line says so.
WITH
asked AS (
	SELECT q.report, max(q.question_id) AS question_id
	  FROM question AS q
	 GROUP BY q.report
),
kept AS (
	SELECT a.question_id, k.report,
	       CASE WHEN a.status <> 'not-evaluated' AND b.status <> 'not-evaluated' THEN 1 ELSE 0 END AS is_comparable,
	       CASE WHEN a.status = b.status THEN 1 ELSE 0 END AS is_same
	  FROM asked AS k
	 CROSS JOIN moment AS m
	  JOIN answer AS a ON a.question_id = k.question_id AND a.snapshot_at = m.at
	  JOIN answer AS b ON b.question_id = k.question_id AND b.snapshot_at = m.before_at
),
told AS (
	SELECT question_id FROM kept WHERE is_comparable = 1
),
moved AS (
	SELECT s.*, CASE
	         WHEN s.seen_from > m.before_at AND s.seen_from <= m.at
	          AND EXISTS (SELECT 1 FROM spell AS e
	                       WHERE e.question_id = s.question_id AND e.fingerprint = s.fingerprint
	                         AND e.seen_from < s.seen_from) THEN 'reopened'
	         WHEN s.seen_from > m.before_at AND s.seen_from <= m.at THEN 'new'
	         WHEN s.gone_at > m.before_at AND s.gone_at <= m.at THEN 'resolved'
	         WHEN s.seen_to > m.before_at AND s.seen_to <= m.at THEN 'unseen'
	       END AS change
	  FROM told AS t
	 CROSS JOIN moment AS m
	  JOIN spell AS s ON s.question_id = t.question_id
)
SELECT v.change, v.severity, k.report, v.name AS display_name, v.resource_kind, v.environment_id, v.resource_id,
       v.fingerprint
  FROM moved AS v
  JOIN asked AS k ON k.question_id = v.question_id
 WHERE v.change IS NOT NULL
UNION ALL
SELECT 'not compared', NULL, report, 'one of the two snapshots does not hold what it needs', NULL, NULL, NULL, NULL
  FROM kept
 WHERE is_comparable = 0 AND is_same = 0
UNION ALL
SELECT 'not told', NULL, NULL, 'no answers are kept of these snapshots: run stocktake replay', NULL, NULL, NULL, NULL
  FROM moment
 WHERE NOT EXISTS (SELECT 1 FROM kept)
 ORDER BY 1, 3, 8
