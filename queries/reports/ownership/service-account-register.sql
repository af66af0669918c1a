-- title:    Service accounts and what hangs on them
-- severity: info
-- needs:    principal, principal.user_principal_name
-- either:   flow, app
-- param:    many integer 50  things above which the severity is medium
-- refs:     CoE issue 8258; OWASP LCNC-SEC-01
-- rule:     OWN-010
-- resource: principal principal_id
--
-- One account that owns much is one password, one sign-in and one mistake away from stopping all of it. It also must
-- not be taken for a person who may leave.
--
-- Give each use an account of its own, or better an application user, and note who keeps the account.
--
-- No attribute of the platform marks such accounts. `basis` says whether the account was listed, or is only guessed
-- from its name: lists service_account_pattern and listed_service_account. What was not collected is blank.
WITH
owned AS (
	SELECT owner_id, count(*) AS thing_count,
	       count(CASE resource_kind WHEN 'flow' THEN 1 END) AS flow_count,
	       count(CASE resource_kind WHEN 'app' THEN 1 END) AS app_count,
	       count(CASE resource_kind WHEN 'connection' THEN 1 END) AS connection_count,
	       count(CASE resource_kind WHEN 'environment' THEN 1 END) AS environment_count
	  FROM ownership
	 WHERE owner_id IN (SELECT principal_id FROM service_account)
	 GROUP BY owner_id
),
licensed AS (
	SELECT principal_id, count(*) AS licence_count FROM license_assignment GROUP BY principal_id
),
told AS (
	SELECT DISTINCT entity FROM coverage WHERE snapshot_at <= :as_of
)
SELECT CASE WHEN o.thing_count > CAST(:many AS INTEGER) THEN 'medium' ELSE 'info' END AS severity,
       COALESCE(s.display_name, s.user_principal_name) AS account_name, s.basis,
       CASE WHEN o.thing_count > CAST(:many AS INTEGER) THEN 'much hangs on this account'
            WHEN p.standing <> 'valid' THEN 'the account is ' || p.standing
            ELSE 'a service account' END AS why,
       COALESCE(o.thing_count, 0) AS thing_count,
       CASE WHEN 'flow' IN (SELECT entity FROM told) THEN COALESCE(o.flow_count, 0) END AS flow_count,
       CASE WHEN 'app' IN (SELECT entity FROM told) THEN COALESCE(o.app_count, 0) END AS app_count,
       CASE WHEN 'connection' IN (SELECT entity FROM told) THEN COALESCE(o.connection_count, 0)
       END AS connection_count,
       CASE WHEN 'environment' IN (SELECT entity FROM told) THEN COALESCE(o.environment_count, 0)
       END AS environment_count,
       CASE WHEN 'license_assignment' IN (SELECT entity FROM told) THEN COALESCE(l.licence_count, 0)
       END AS licence_count,
       COALESCE(a.last_successful_at, a.last_non_interactive_at, a.last_sign_in_at) AS last_sign_in_at,
       s.user_principal_name, s.principal_id
  FROM service_account AS s
  LEFT JOIN principal_standing AS p ON p.principal_id = s.principal_id
  LEFT JOIN owned AS o ON o.owner_id = s.principal_id
  LEFT JOIN licensed AS l ON l.principal_id = s.principal_id
  LEFT JOIN sign_in_activity AS a ON a.principal_id = s.principal_id
 ORDER BY s.principal_id
