-- title:    Sites with accounts of their own
-- severity: medium
-- needs:    portal
-- either:   portal.local_authentication, portal.local_registration
-- wants:    portal.local_authentication, portal.local_registration
-- refs:     CoE views "Local Authentication Enabled" and "Local Registration Enabled"; MITRE T1190 and T1078.004
-- rule:     WEB-002
-- resource: portal portal_id
--
-- Local accounts live in the contact table, with a password that no directory checks: no multifactor sign-in, no
-- block when a person leaves, no sign-in log.
--
-- Use Entra ID or Entra External ID and move the accounts over; the platform's makers advise against local ones too.
SELECT display_name AS site_name,
       CASE WHEN local_registration = 1 THEN 'visitors may make local accounts'
            ELSE 'local accounts may sign in' END AS why,
       local_authentication, local_registration, open_registration, url, owner_id,
       owner_display_name AS owner_name, environment_name, environment_id, portal_id
  FROM live_portal
 WHERE local_authentication = 1 OR local_registration = 1
 ORDER BY portal_id
