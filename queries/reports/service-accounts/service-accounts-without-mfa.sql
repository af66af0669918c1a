-- title:    Service accounts with a password alone, usable from anywhere
-- severity: high
-- needs:    principal, authentication_method, ca_policy, ca_policy_target
-- wants:    group_member, directory_role, ca_policy_control
-- refs:     CIS Dynamics 365 1.4; OWASP LCNC-SEC-01; OWASP LCNC-SEC-04; MITRE T1078.004
-- rule:     IDN-005
-- resource: principal principal_id
--
-- MFA breaks unattended sign-ins, so people leave service accounts out of it. Without another fence such an account
-- is the easiest way in: whoever has its password has everything that its connections reach, from any place.
--
-- Register a strong method and sign the connections in once: a policy without a sign-in frequency lets the token
-- live. If MFA is not possible, bind the account to trusted locations with a blocking policy, and alert on other
-- sign-ins.
--
-- MFA counts as asked for by a policy that binds the account, by its own state, or by the security defaults. An
-- account that no registration report holds, or for which a group of unknown members decides, is not listed.
SELECT CASE WHEN s.finding LIKE 'it is asked%' THEN 'medium' ELSE 'high' END AS severity,
       COALESCE(a.display_name, a.user_principal_name) AS account_name, s.finding AS why, s.next_step,
       a.user_principal_name, a.basis, a.principal_id
  FROM service_account_identity AS s
  JOIN service_account AS a ON a.principal_id = s.principal_id
 WHERE s.aspect = 'multifactor authentication' AND s.state = 'problem'
 ORDER BY COALESCE(lower(a.user_principal_name), ''), a.principal_id
