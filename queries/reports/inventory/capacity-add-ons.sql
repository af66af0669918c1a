-- title:    Add-ons given to environments
-- severity: info
-- needs:    capacity_addon
-- wants:    environment
-- refs:     CoE views "Active Environment Add-Ons", "PVA Environment Add-Ons"; CoE add-on alerts
--
-- Which environment was given how much of which add-on, and how much of it was used.
--
-- The CoE kit sends an alert when four fifths of what was given are used; nothing given and something used counts as
-- all of it.
SELECT COALESCE(e.display_name, CASE WHEN a.environment_id = '' THEN '(the tenant)' END)
       AS environment_name, a.addon_type, a.allocated, a.consumed, a.unit,
       CASE WHEN a.allocated > 0 THEN round(100 * a.consumed / a.allocated)
            WHEN a.consumed > 0 THEN 100 END AS percent_used,
       a.environment_id
  FROM capacity_addon AS a
  LEFT JOIN environment AS e ON e.environment_id = a.environment_id
 WHERE COALESCE(a.row_active, 1) = 1
   AND a.environment_id NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY a.environment_id, a.addon_type
