-- title:    Much used apps outside Managed Environments
-- severity: medium
-- needs:    app, environment.protection_level
-- either:   usage.launches_30_days, audit_event
-- wants:    usage:app
-- param:    launches integer 500  launches in thirty days above which an app counts as much used
-- refs:     Power Platform Advisor; Microsoft "Enable Managed Environments"
-- rule:     APP-015
-- resource: app app_id
--
-- Work depends on an app that is opened hundreds of times a month. Outside a Managed Environment there are no sharing
-- limits, no usage insights and no checked way to production for it.
--
-- Move the app into a Managed Environment through a solution, or manage the environment it is in. Its users then need
-- premium licences.
--
-- The limit is ours: where the platform's own advisor draws it is not published. Environments of unknown protection
-- level are left out.
SELECT a.display_name AS app_name, a.app_type, 'much used, and its environment is not managed' AS why,
       u.launches_30_days, u.last_launched_at, a.environment_sku, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.app_id
  FROM live_app AS a
  JOIN app_use AS u ON u.app_id = a.app_id
 WHERE u.launches_30_days > CAST(:launches AS INTEGER)
   AND lower(a.protection_level) <> 'standard'
 ORDER BY a.environment_id, a.app_id
