-- title:    Verdicts of the platform on data policies that are old, missing or doubtful
-- severity: medium
-- needs:    app, app.dlp_status
-- wants:    dlp_policy, resource_connector, dlp_policy_environment, app.dlp_evaluated_at
-- refs:     Microsoft "Known issues of data policies"; CoE view "Apps in DLP Violation"; OWASP LCNC-SEC-03
-- rule:     DLP-013
-- resource: :resource_kind resource_id
-- key:      reason
--
-- A change of a policy should reach every app within a day. Where the platform's verdict is older, or says something
-- else than the policies do, the app runs on unjudged, or stands still without cause.
--
-- Save the app again, or wait for the weekly check and import again. Reasons: stale (a policy changed more than a day
-- after the verdict), missing (there is none), unfounded (the platform sees a violation that the imported policies do
-- not show), unnoticed (the other way round), old (last published before October 2020, when finer rules came).
WITH
changed AS (
	SELECT b.environment_id, max(p.modified_at) AS modified_at
	  FROM dlp_binding AS b
	  JOIN dlp_policy_scope AS p ON p.policy_id = b.policy_id
	 GROUP BY b.environment_id
),
found AS (
	SELECT DISTINCT resource_kind, resource_id FROM dlp_violation WHERE is_exempt = 0
),
resource AS MATERIALIZED (
	SELECT r.*
	  FROM policy_resource AS r
	 WHERE r.resource_kind = 'app' OR r.platform_status IS NOT NULL
),
doubt AS (
	SELECT r.resource_kind, r.resource_id, 'stale' AS reason
	  FROM resource AS r
	  JOIN changed AS c ON c.environment_id = r.environment_id
	 WHERE r.resource_kind = 'app'
	   AND r.platform_at < c.modified_at
	   AND :as_of - c.modified_at > 86400
	UNION ALL
	SELECT r.resource_kind, r.resource_id, 'missing'
	  FROM resource AS r
	 WHERE r.resource_kind = 'app' AND r.platform_status IS NULL AND r.platform_at IS NULL
	UNION ALL
	SELECT r.resource_kind, r.resource_id,
	       CASE WHEN f.resource_id IS NULL THEN 'unfounded' ELSE 'unnoticed' END
	  FROM resource AS r
	  JOIN changed AS c ON c.environment_id = r.environment_id
	  LEFT JOIN found AS f ON f.resource_kind = r.resource_kind AND f.resource_id = r.resource_id
	 WHERE f.resource_id IS NULL AND lower(r.platform_status) IN ('noncompliant', 'suspended')
	       AND EXISTS (SELECT 1 FROM resource_connector AS u
	                    WHERE u.resource_kind = r.resource_kind AND u.resource_id = r.resource_id)
	    OR f.resource_id IS NOT NULL AND lower(r.platform_status) = 'compliant'
	UNION ALL
	SELECT 'app', a.app_id, 'old'
	  FROM app AS a
	 WHERE a.published_at < 1601510400
)
SELECT CASE WHEN d.reason IN ('unnoticed', 'stale') THEN 'medium' ELSE 'low' END AS severity,
       r.resource_kind, r.resource_name, d.reason,
       CASE d.reason
         WHEN 'stale' THEN 'a policy was changed after the verdict'
         WHEN 'missing' THEN 'the platform has given no verdict'
         WHEN 'unfounded' THEN 'the platform sees a violation, the imported policies show none'
         WHEN 'unnoticed' THEN 'the platform sees no violation, the imported policies show one'
         ELSE 'published before October 2020: finer rules do not bind it'
       END AS why,
       r.platform_status, r.platform_at, c.modified_at AS policy_modified_at,
       r.owner_id, r.owner_name, r.environment_name, r.environment_id, r.resource_id
  FROM doubt AS d
  JOIN resource AS r
    ON r.resource_kind = d.resource_kind AND r.resource_id = d.resource_id
  LEFT JOIN changed AS c ON c.environment_id = r.environment_id
 ORDER BY r.environment_id, r.resource_kind, r.resource_id, d.reason
