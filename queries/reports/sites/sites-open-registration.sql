-- title:    Sites where anybody may register
-- severity: medium
-- needs:    portal, portal.open_registration
-- refs:     CoE view "Open Registration Enabled"; Microsoft "Power Pages authentication settings"; MITRE T1190
-- rule:     WEB-001
-- resource: portal portal_id
--
-- With open registration every visitor can make an account, and with it every right that signed-in users of the site
-- have. Whoever wants the data behind it need only fill in a form.
--
-- Register by invitation, or through an identity provider that you control. A site for customers or citizens may need
-- open registration: then look at what the role of signed-in users can read.
SELECT display_name AS site_name, 'anybody may register' AS why, url, visibility, invitation,
       owner_id, owner_display_name AS owner_name, environment_name, environment_id, portal_id
  FROM live_portal
 WHERE open_registration = 1
 ORDER BY portal_id
