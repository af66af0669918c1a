-- title:    Environments that will be disabled or deleted
-- severity: medium
-- needs:    environment, environment.sku
-- either:   environment.expires_at, environment.state
-- wants:    app, flow, usage
-- param:    warn_days integer 14      days ahead in which an end is announced
-- param:    inactive_days integer 83  days of rest after which developer and Teams environments are warned
-- refs:     Microsoft "Automatic environment cleanup"; Microsoft "About trial environments"
-- rule:     ENV-007
-- resource: environment environment_id
-- key:      reason
--
-- Trials end on a day, and developer and Teams environments are disabled after 90 days of rest and deleted 30 days
-- later. A backup can be recovered for seven days, then everything in it is gone.
--
-- Copy or convert what is still needed, or take a solution export; let the rest go. Opening the environment once is
-- enough to reset the days of rest.
--
-- Rest is counted from the newest change, launch or run that was imported, or from the creation. The platform counts
-- more kinds of activity than an export shows, so a row may come too early.
WITH
judged AS (
	SELECT e.*, c.last_active_at,
	       (:as_of - COALESCE(c.last_active_at, e.modified_at, e.created_at)) / 86400 AS rest_days
	  FROM live_environment AS e
	  LEFT JOIN environment_content AS c ON c.environment_id = e.environment_id
),
ending AS (
	SELECT environment_id, display_name, sku, state, expires_at, last_active_at, rest_days,
	       'high' AS severity, 'disabled' AS reason, 'it is disabled already' AS why
	  FROM judged
	 WHERE lower(state) IN ('disabled', 'inactive') OR lower(runtime_state) = 'disabled'
	 UNION ALL
	SELECT environment_id, display_name, sku, state, expires_at, last_active_at, rest_days,
	       CASE WHEN expires_at <= :as_of THEN 'high' ELSE 'medium' END, 'expiry',
	       CASE WHEN expires_at <= :as_of THEN 'its time is over' ELSE 'its time ends soon' END
	  FROM judged
	 WHERE expires_at <= :as_of + CAST(:warn_days AS INTEGER) * 86400
	 UNION ALL
	SELECT environment_id, display_name, sku, state, expires_at, last_active_at, rest_days,
	       'medium', 'announced', 'its state announces the end'
	  FROM judged
	 WHERE lower(state) LIKE '%days%'
	 UNION ALL
	SELECT environment_id, display_name, sku, state, expires_at, last_active_at, rest_days,
	       'medium', 'rest', 'nothing has moved in it for long'
	  FROM judged
	 WHERE kind IN ('developer', 'teams')
	   AND rest_days >= CAST(:inactive_days AS INTEGER)
	   AND lower(COALESCE(state, '')) NOT IN ('disabled', 'inactive')
)
SELECT severity, display_name AS environment_name, sku, why, state, expires_at, last_active_at,
       rest_days, reason, environment_id
  FROM ending
 ORDER BY environment_id, reason
