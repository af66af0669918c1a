-- title:    Service accounts that are refused at sign-in
-- severity: high
-- needs:    sign_in, principal
-- param:    days integer 30  how far back to look, in days before the snapshot
-- refs:     Microsoft "Entra authentication and authorization error codes"; CoE issue 9394; OWASP LCNC-SEC-04
-- rule:     IDN-001
-- resource: principal principal_id
-- key:      service_id aadsts_code
--
-- The sign-in log tells of a dying token before the first flow fails, and gives the code that says why. A refusal
-- that no success followed means that the connections to that service are dead or about to die.
--
-- Do what the code asks for, once and with the account itself, and look for the success that must follow. If the
-- refusals come from places that you do not know, treat the account as attacked instead.
--
-- One row for each service that was asked for and each code; refusals before the newest success of the same kind at
-- that service are past and left out. Sign-ins are kept for 7 to 30 days, and interactive ones are often all that
-- was exported.
WITH
tried AS (
	SELECT s.*, COALESCE(s.resource_app_id, s.app_id, s.resource_name, '') AS service_id,
	       COALESCE(s.resource_name, s.app_name) AS service_name
	  FROM sign_in AS s
	  JOIN service_account AS a ON a.principal_id = s.principal_id
	 WHERE s.occurred_at IS NOT NULL
	   AND (:as_of - s.occurred_at) / 86400 <= CAST(:days AS INTEGER)
),
good AS (
	SELECT principal_id, service_id, max(occurred_at) AS good_at
	  FROM tried
	 WHERE error_code = 0
	 GROUP BY principal_id, service_id
),
bad AS (
	SELECT t.principal_id, t.service_id, t.error_code, min(t.service_name) AS service_name, count(*) AS refusal_count,
	       min(t.occurred_at) AS oldest_at, max(t.occurred_at) AS newest_at, max(t.ca_policies) AS policies,
	       max(t.failure_reason) AS failure_reason, count(DISTINCT t.country) AS country_count
	  FROM tried AS t
	  LEFT JOIN good AS g ON g.principal_id = t.principal_id AND g.service_id = t.service_id
	 WHERE t.error_code <> 0 AND t.occurred_at > COALESCE(g.good_at, 0)
	 GROUP BY t.principal_id, t.service_id, t.error_code
)
SELECT COALESCE(a.display_name, a.user_principal_name) AS account_name, b.service_name,
       COALESCE(x.cause, b.failure_reason, 'a code that the list does not know') AS why,
       COALESCE(x.next_step, 'look the code up in the documentation of Microsoft Entra') AS next_step,
       b.error_code AS aadsts_code, b.refusal_count, b.oldest_at, b.newest_at, b.policies, b.country_count,
       a.basis, b.service_id, b.principal_id
  FROM bad AS b
  JOIN service_account AS a ON a.principal_id = b.principal_id
  LEFT JOIN error_code AS x ON x.code = CAST(b.error_code AS TEXT)
 ORDER BY COALESCE(lower(a.user_principal_name), ''), b.principal_id, b.service_id, b.error_code
