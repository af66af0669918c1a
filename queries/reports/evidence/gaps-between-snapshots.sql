-- title:    Gaps between the snapshots
-- severity: medium
-- needs:    environment
-- param:    days integer 35  longest time between two snapshots, in days
-- refs:     Microsoft "Limits of automated, scheduled, and instant flows"
-- rule:     EVD-001
-- resource: snapshot gap_id
--
-- What came and went between two snapshots is in neither of them. Runs of flows are kept for 28 days, sign-ins for 7
-- to 30 and audit logs for 90 to 180: a gap longer than that can never be filled.
--
-- Collect on a schedule, and let the scheduler tell when a collection is missing. Read changes across a listed gap as
-- "some time between", and look into the audit log for the days that matter.
--
-- Only gaps up to the moment are listed. Whether the newest snapshot is itself too old only a clock can tell, and
-- reports have none: the scheduler does.
WITH
line AS (
	SELECT snapshot_at, lag(snapshot_at) OVER (ORDER BY snapshot_at) AS earlier_at
	  FROM snapshot
	 WHERE snapshot_at <= :as_of
)
SELECT CASE WHEN (snapshot_at - earlier_at) / 86400 > 2 * CAST(:days AS INTEGER) THEN 'high' ELSE 'medium' END AS severity,
       'no snapshot was taken in between' AS why,
       earlier_at AS gap_begin_at, snapshot_at AS gap_end_at,
       (snapshot_at - earlier_at) / 86400 AS gap_days,
       CAST(earlier_at AS TEXT) || '-' || CAST(snapshot_at AS TEXT) AS gap_id
  FROM line
 WHERE (snapshot_at - earlier_at) / 86400 > CAST(:days AS INTEGER)
 ORDER BY snapshot_at
