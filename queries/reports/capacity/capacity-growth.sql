-- title:    Storage that will be full soon at this pace
-- severity: medium
-- needs:    capacity
-- either:   capacity.approved, capacity.entitled
-- param:    days integer 90   how far ahead to look, in days
-- param:    points integer 3  snapshots with sizes that a trend needs
-- refs:     Microsoft "Dataverse capacity-based storage details"
-- rule:     CAP-002
-- resource: :resource_kind resource_id
-- key:      capacity_type
--
-- Storage that is half empty today may be full next month, and buying or cleaning takes weeks.
--
-- Look for what grows: logs and audit tables most often, or a flow that copies files. Set a retention for it.
--
-- A straight line is laid through the sizes that snapshots told, one point each, and followed to what was approved for
-- the environment or bought for the tenant. Storage over its limit already is in capacity-over-threshold. With fewer
-- points than asked for there is no trend, and nothing is listed.
WITH
told AS (
	SELECT DISTINCT snapshot_at
	  FROM coverage
	 WHERE entity = 'capacity' AND snapshot_at <= :as_of
),
point AS (
	SELECT v.environment_id, v.capacity_type,
	       (s.snapshot_at - :as_of) / 86400.0 AS x, v.actual AS y
	  FROM capacity_version AS v
	  JOIN told AS s
	    ON s.snapshot_at >= v.valid_from AND s.snapshot_at < COALESCE(v.valid_to, :as_of + 1)
	 WHERE v.actual IS NOT NULL
	   AND lower(v.capacity_type) IN ('database', 'file', 'log')
),
sums AS (
	SELECT environment_id, capacity_type, count(*) AS n, sum(x) AS sx, sum(y) AS sy,
	       sum(x * y) AS sxy, sum(x * x) AS sxx
	  FROM point
	 GROUP BY environment_id, capacity_type
),
trend AS (
	SELECT environment_id, capacity_type, n AS point_count,
	       (n * sxy - sx * sy) / (n * sxx - sx * sx) AS per_day
	  FROM sums
	 WHERE n >= CAST(:points AS INTEGER) AND n * sxx - sx * sx > 0
),
held AS (
	SELECT c.environment_id, c.capacity_type, c.actual, t.per_day, t.point_count,
	       CASE WHEN c.environment_id = '' THEN c.entitled ELSE c.approved END AS limit_size
	  FROM capacity AS c
	  JOIN trend AS t
	    ON t.environment_id = c.environment_id AND t.capacity_type = c.capacity_type
	 WHERE t.per_day > 0 AND COALESCE(c.row_active, 1) = 1
	   AND lower(COALESCE(c.unit, 'mb')) = 'mb'
)
SELECT CASE WHEN h.environment_id = '' THEN '(the whole tenant)' ELSE e.display_name
       END AS environment_name,
       'full soon if it goes on like this' AS why, h.capacity_type,
       CAST((h.limit_size - h.actual) / h.per_day AS INTEGER) AS days_left,
       round(h.per_day * 10) / 10 AS mb_a_day, h.actual AS actual_mb, h.limit_size AS limit_mb,
       h.point_count, nullif(h.environment_id, '') AS environment_id,
       CASE WHEN h.environment_id = '' THEN 'tenant' ELSE 'environment' END AS resource_kind,
       CASE WHEN h.environment_id = '' THEN 'tenant' ELSE h.environment_id END AS resource_id
  FROM held AS h
  LEFT JOIN live_environment AS e ON e.environment_id = h.environment_id
 WHERE h.actual < h.limit_size
   AND (h.limit_size - h.actual) / h.per_day < CAST(:days AS INTEGER)
   AND (h.environment_id = '' OR e.environment_id IS NOT NULL)
 ORDER BY h.environment_id, h.capacity_type
