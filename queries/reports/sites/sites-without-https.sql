-- title:    Sites that answer without encryption
-- severity: medium
-- needs:    portal.url
-- refs:     Power Platform Advisor; MITRE T1190
-- rule:     WEB-004
-- resource: portal portal_id
--
-- What is typed into a page that came over plain http can be read and changed on its way, sign-ins included.
--
-- Bind a certificate to the address and redirect http to https. Whether a web application firewall stands before a site
-- is in no list that can be exported: ask for it site by site.
SELECT display_name AS site_name, 'its address begins with http' AS why, url, visibility,
       owner_id, owner_display_name AS owner_name, environment_name, environment_id, portal_id
  FROM live_portal
 WHERE lower(url) LIKE 'http://%'
 ORDER BY portal_id
