-- title:    Applications that administer the platform
-- severity: info
-- needs:    management_app
-- wants:    app_registration, app_credential
-- param:    days integer 30  days before the end of a secret within which the severity is medium
-- refs:     Microsoft "Create a service principal"; MITRE T1098; OWASP LCNC-SEC-02
-- rule:     IDN-012
-- resource: management_app application_id
--
-- Such an application administers every environment without any role, and no sign-in of a person is needed. Whoever
-- has its secret is administrator.
--
-- Keep the list short, know who keeps each secret, and renew a secret before it ends: what works with it stops on that
-- day. Remove an application that nobody claims.
--
-- Only the registration that was made in this tenant tells its secrets; a blank end means that none is known, and not
-- that there is none. The last secret to end counts.
WITH
secret AS (
	SELECT r.app_id, max(c.ends_at) AS ends_at, count(*) AS secret_count
	  FROM app_registration AS r
	  JOIN app_credential AS c ON c.object_id = r.object_id
	 GROUP BY r.app_id
)
SELECT CASE WHEN s.ends_at - :as_of < 86400 * CAST(:days AS INTEGER) THEN 'medium' ELSE 'info' END
         AS severity,
       COALESCE(m.display_name, r.display_name, m.application_id) AS application_name,
       CASE WHEN s.ends_at < :as_of THEN 'its last secret has ended'
            WHEN s.ends_at - :as_of < 86400 * CAST(:days AS INTEGER) THEN 'its last secret ends soon'
            ELSE 'administers the platform' END AS why,
       s.secret_count, s.ends_at AS secret_ends_at, m.application_id
  FROM management_app AS m
  LEFT JOIN (SELECT app_id, min(display_name) AS display_name
               FROM app_registration GROUP BY app_id) AS r ON r.app_id = m.application_id
  LEFT JOIN secret AS s ON s.app_id = m.application_id
 ORDER BY m.application_id
