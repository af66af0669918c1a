-- title:    Apps in quarantine
-- severity: info
-- needs:    app, app.is_quarantined
-- param:    days integer 90  days in quarantine after which an app should go
-- refs:     APP-009; Microsoft "Quarantine an app"; CoE compliance process; OWASP LCNC-SEC-09
-- rule:     APP-008
-- resource: app app_id
--
-- Nobody but its owners can open a quarantined app. That is meant as a pause: after some months either its owner has
-- answered, or nobody misses it.
--
-- Lift the quarantine when the owner has done what was asked, else keep an export and delete the app.
--
-- The severity is low once the quarantine lasted longer than the limit (APP-009). Only the CoE kit notes its begin; the
-- kit's mark can run ahead of the platform by a day.
SELECT CASE WHEN (:as_of - a.quarantined_at) / 86400 > CAST(:days AS INTEGER) THEN 'low' ELSE 'info' END
         AS severity,
       a.display_name AS app_name, a.app_type,
       CASE WHEN (:as_of - a.quarantined_at) / 86400 > CAST(:days AS INTEGER)
            THEN 'in quarantine for a long time'
            WHEN a.quarantined_at IS NULL THEN 'in quarantine, since when is not known'
            ELSE 'in quarantine' END AS why,
       a.quarantined_at, (:as_of - a.quarantined_at) / 86400 AS quarantine_days,
       a.owner_id, a.owner AS owner_name, a.environment_name, a.environment_id, a.app_id
  FROM live_app AS a
 WHERE a.is_quarantined = 1
 ORDER BY a.environment_id, a.app_id
