-- title:    Parts of the inventory that stopped moving
-- severity: medium
-- needs:    freshness
-- param:    warn_days integer 7   days without a new row before a part is listed
-- param:    high_days integer 14  days after which the severity is high
-- refs:     CoE issues 3361, 6554, 9394 and 10892
-- rule:     EVD-001
-- resource: :resource_kind resource_id
-- key:      entity
--
-- When the sign-in of the CoE kit's service account expires, its sync flows stop and nothing tells anyone. Every
-- other report then describes a past tenant and looks perfectly healthy.
--
-- Find the sync flow that fills the listed part, sign its connections in again, run it and export anew. Do not act
-- on other findings about this part before that.
--
-- The age counts from the snapshot. The sync writes only what changed, so a quiet environment looks frozen: while the
-- part as a whole is fresh, a frozen environment is of low severity. Nothing can be said where no time was exported.
WITH
part AS (
	SELECT f.resource_kind AS entity, f.environment_id, e.display_name AS environment_name, f.newest_at,
	       CASE WHEN f.newest_at > :as_of THEN 0 ELSE (:as_of - f.newest_at) / 86400 END AS age_days
	  FROM freshness AS f
	  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
	 WHERE f.newest_at IS NOT NULL
	   AND COALESCE(e.is_deleted, 0) = 0
	   AND COALESCE(e.row_active, 1) = 1
	   AND COALESCE(e.excused_from_inventory, 0) = 0
),
whole AS (
	SELECT entity, max(newest_at) AS newest_at, min(age_days) AS age_days
	  FROM part
	 GROUP BY entity
),
stale AS (
	SELECT entity, '' AS environment_id, NULL AS environment_name, newest_at, age_days,
	       age_days AS whole_age
	  FROM whole
	 UNION ALL
	SELECT p.entity, p.environment_id, p.environment_name, p.newest_at, p.age_days, w.age_days
	  FROM part AS p
	  JOIN whole AS w ON w.entity = p.entity
	 WHERE p.environment_id <> ''
)
SELECT CASE
         WHEN whole_age <= CAST(:warn_days AS INTEGER) THEN 'low'
         WHEN age_days > CAST(:high_days AS INTEGER) THEN 'high'
         ELSE 'medium'
       END AS severity,
       entity, environment_name, newest_at, age_days,
       CASE
         WHEN environment_id = '' THEN 'nothing new in any environment'
         WHEN whole_age <= CAST(:warn_days AS INTEGER)
           THEN 'quiet or frozen: other environments moved'
         ELSE 'nothing new here, nor anywhere'
       END AS why,
       CASE WHEN environment_id = '' THEN 'entity' ELSE 'environment' END AS resource_kind,
       CASE WHEN environment_id = '' THEN entity ELSE environment_id END AS resource_id
  FROM stale
 WHERE age_days > CAST(:warn_days AS INTEGER)
 ORDER BY entity, environment_id
