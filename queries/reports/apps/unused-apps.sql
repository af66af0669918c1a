-- title:    Apps that nobody uses
-- severity: low
-- needs:    app
-- either:   usage.last_launched_at, audit_event
-- wants:    usage:app
-- param:    days integer 180  days without a launch
-- param:    telemetry_days integer 30  the log of launches counts as running when its newest is at most so old
-- refs:     Power Platform Advisor; CoE inactivity process; OWASP LCNC-SEC-09
-- rule:     APP-006
-- resource: app app_id
--
-- Nobody cares for an app that nobody opens, but its sharing and its connections stay. It is also counted whenever
-- somebody asks how large the estate is.
--
-- Ask the owner, then quarantine the app for a while and delete it when nobody complains. Excuse what is used once a
-- year.
--
-- An app without any launch is listed only when it is a canvas app older than the limit and the log of launches was
-- running: the log is kept for a limited time, arrives up to two days late, and knows no model-driven apps. An app that
-- was changed within the limit is not listed. Where launches were never collected, nothing is said.
WITH
log AS (
	SELECT CASE WHEN (:as_of - max(last_launched_at)) / 86400 <= CAST(:telemetry_days AS INTEGER)
	            THEN 1 ELSE 0 END AS is_running
	  FROM app_use
),
aged AS (
	SELECT a.*, u.last_launched_at, u.launches_30_days,
	       (:as_of - u.last_launched_at) / 86400 AS idle_days,
	       (:as_of - a.created_at) / 86400 AS age_days,
	       (:as_of - a.modified_at) / 86400 AS changed_days
	  FROM live_app AS a
	  LEFT JOIN app_use AS u ON u.app_id = a.app_id
)
SELECT a.display_name AS app_name, a.app_type,
       CASE WHEN a.last_launched_at IS NULL THEN 'no launch was ever recorded'
            ELSE 'not launched for a long time' END AS why,
       a.last_launched_at, a.idle_days, a.created_at, a.modified_at, a.shared_users, a.shared_groups,
       a.owner_id, a.owner AS owner_name, a.environment_name, a.environment_id, a.app_id
  FROM aged AS a
 CROSS JOIN log
 WHERE (a.idle_days > CAST(:days AS INTEGER)
        OR a.last_launched_at IS NULL AND a.age_days > CAST(:days AS INTEGER)
           AND a.app_type = 'canvas' AND log.is_running = 1)
   AND COALESCE(a.launches_30_days, 0) = 0
   AND COALESCE(a.changed_days, CAST(:days AS INTEGER) + 1) > CAST(:days AS INTEGER)
 ORDER BY a.environment_id, a.app_id
