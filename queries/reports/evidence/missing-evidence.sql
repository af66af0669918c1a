-- title:    Evidence that is missing or old
-- severity: info
-- refs:     Microsoft "Power Platform inventory"
-- rule:     EVD-005
--
-- A question that no file can answer looks like one without findings, to whoever does not look twice. This page
-- lists the parts of a full picture that this snapshot does not hold.
--
-- Collect what is missing, or decide that the question does not matter to you. The collecting guide tells the
-- commands and the least rights: stocktake formats --collect.
--
-- missing: no snapshot ever held it. old: an earlier one did, and this one does not; reports use the last known
-- state. in part: some of it, nothing whole. The list evidence_source says what each part is for.
WITH
seen AS (
	SELECT s.entity, COALESCE(s.part, '') AS part, s.answers, s.how, max(c.snapshot_at) AS newest_at,
	       max(CASE WHEN c.snapshot_at = m.at THEN 1 ELSE 0 END) AS is_now,
	       max(CASE WHEN c.snapshot_at = m.at AND c.scope <> 'some' THEN 1 ELSE 0 END) AS is_whole
	  FROM evidence_source AS s
	 CROSS JOIN moment AS m
	  LEFT JOIN coverage AS c ON c.entity = s.entity AND c.snapshot_at <= m.at
	                         AND (s.part IS NULL OR c.resource_kind = s.part)
	 GROUP BY s.entity, s.part, s.answers, s.how
)
SELECT entity, CASE WHEN part = '' THEN NULL ELSE part END AS part,
       CASE WHEN newest_at IS NULL THEN 'missing' WHEN is_now = 0 THEN 'old' ELSE 'in part' END AS state,
       answers, how, newest_at AS collected_at
  FROM seen
 WHERE is_whole = 0
 ORDER BY CASE WHEN newest_at IS NULL THEN 1 WHEN is_now = 0 THEN 2 ELSE 3 END, entity, part
