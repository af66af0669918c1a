-- title:    Add-ons given to environments that rest
-- severity: low
-- needs:    capacity_addon, environment, app, flow
-- wants:    usage, agent
-- param:    days integer 180  days without change, launch or run
-- refs:     Microsoft "Capacity add-ons"; CoE "Environment Addons"
-- rule:     CAP-003
-- resource: environment environment_id
-- key:      addon_type
--
-- Add-ons such as AI credits, flow licences and portal logins are bought for the tenant and given to environments. Given
-- to one that rests they are paid for and used by nobody.
--
-- Take them back in the admin centre and give them to an environment that needs them.
--
-- Rest is counted from the newest change, launch or run that was imported. What an add-on used last month is shown: an
-- integration from outside uses credits without leaving any other trace, so such rows are left out.
SELECT e.display_name AS environment_name, e.sku,
       CASE WHEN e.is_dormant = 1 THEN 'the platform calls the environment dormant'
            WHEN c.environment_id IS NULL THEN 'the environment is empty'
            ELSE 'nothing has moved in the environment for long' END AS why,
       a.addon_type, a.allocated, a.consumed, a.unit, c.last_active_at, e.environment_id
  FROM capacity_addon AS a
  JOIN live_environment AS e ON e.environment_id = a.environment_id
  LEFT JOIN environment_content AS c ON c.environment_id = e.environment_id
 WHERE a.allocated > 0
   AND e.environment_id IN (SELECT environment_id FROM collected_environment
                             WHERE entity = 'app')
   AND e.environment_id IN (SELECT environment_id FROM collected_environment
                             WHERE entity = 'flow')
   AND COALESCE(a.row_active, 1) = 1
   AND COALESCE(a.consumed, 0) = 0
   AND (e.is_dormant = 1 OR c.environment_id IS NULL
        OR (:as_of - c.last_active_at) / 86400 > CAST(:days AS INTEGER))
 ORDER BY e.environment_id, a.addon_type
