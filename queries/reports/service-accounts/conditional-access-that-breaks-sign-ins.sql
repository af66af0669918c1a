-- title:    Conditional Access that a service account cannot satisfy alone
-- severity: high
-- needs:    ca_policy, ca_policy_target, principal
-- wants:    ca_policy_control, group_member, directory_role
-- refs:     Microsoft "Conditional Access and multifactor authentication in Power Automate"; CoE issues 6554, 9394; OWASP LCNC-SEC-04
-- rule:     IDN-004
-- resource: principal principal_id
-- key:      policy_id control
--
-- A flow renews its sign-in with nobody there. A policy that asks for a fresh sign-in every few days, a managed
-- device, or terms of use ends the token, and every connection of the account dies with it on the same day.
--
-- Take the account out of that control and put another fence around it: a trusted network location, least privilege,
-- an alert on each interactive sign-in. Let one policy cover Power Automate together with the services it uses.
--
-- A policy in report-only mode is listed as low: it will break things on the day it is switched on. Policies that
-- ask for risk or for other clients than apps are left out, and a group whose members were not collected is told as
-- such. "split": the policy asks for MFA at the services or the platform alone, so a token of one is refused by the
-- other.
WITH
judged AS (
	SELECT b.*,
	       CASE WHEN b.breaks IS NOT NULL THEN b.breaks
	            WHEN b.asks_mfa = 1
	             AND b.applications IN ('the platform alone', 'services without the platform') THEN 'split'
	       END AS control
	  FROM ca_binding AS b
	 WHERE b.effect IN ('binds', 'reports', 'open')
)
SELECT CASE
         WHEN j.effect = 'reports' THEN 'low'
         WHEN j.effect = 'open' THEN 'medium'
         WHEN j.control = 'split' OR j.spares_locations = 1 THEN 'medium'
         ELSE 'high'
       END AS severity,
       COALESCE(a.display_name, a.user_principal_name) AS account_name, j.policy_name,
       CASE j.control
         WHEN 'block' THEN 'the policy blocks the sign-in'
         WHEN 'device' THEN 'it asks for a managed device'
         WHEN 'terms of use' THEN 'it asks to accept terms of use'
         WHEN 'password change' THEN 'it asks to change the password'
         WHEN 'sign-in frequency' THEN 'it asks for a new sign-in, after ' || COALESCE(j.sign_in_frequency, 'some time')
         ELSE 'it asks for MFA on ' || j.applications
       END AS why,
       CASE j.control
         WHEN 'device' THEN 53000
         WHEN 'terms of use' THEN 50158
         WHEN 'password change' THEN 50055
         WHEN 'sign-in frequency' THEN 70043
         WHEN 'split' THEN 50076
         ELSE 53003
       END AS expected_aadsts_code,
       CASE
         WHEN j.effect = 'reports' THEN 'only reported so far'
         WHEN j.effect = 'open' THEN 'depends on a group or role whose members were not collected'
         WHEN j.spares_locations = 1 THEN 'not from the locations that it spares'
       END AS hint,
       j.included_by, j.applications, a.basis, j.control, j.policy_id, j.principal_id
  FROM judged AS j
  JOIN service_account AS a ON a.principal_id = j.principal_id
 WHERE j.control IS NOT NULL
 ORDER BY a.user_principal_name, j.principal_id, j.policy_name, j.policy_id
