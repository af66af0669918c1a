-- title:    Service accounts that lack what an unattended account needs
-- severity: high
-- needs:    principal
-- wants:    license_assignment, directory_role, flow
-- refs:     Microsoft "Set up the CoE Starter Kit"; CoE issues 4553, 6554, 8119; CIS Dynamics 365 1.4; OWASP LCNC-SEC-04
-- rule:     IDN-003
-- resource: principal principal_id
-- key:      aspect
--
-- A service account works only while it is enabled, licensed, registered for what policies ask of it, and
-- permanently holds the role that its flows need. A role that must be activated, a trial licence or a guest account
-- ends by itself.
--
-- Do what stands in next_step, then run one flow of the account and watch it end. Put a reminder before each date on
-- which a password, a licence or an assignment ends.
--
-- Only what is known to be wrong is listed; what was not collected makes the answer partial. The role is asked for
-- only of accounts that own flows of the CoE kit or write its rows. Roles are followed through one level of groups.
-- That an account has no mailbox is a warning, as only flows that send mail or approvals need one.
SELECT CASE WHEN s.state = 'problem' THEN 'high' ELSE 'low' END AS severity,
       COALESCE(a.display_name, a.user_principal_name) AS account_name, s.aspect, s.finding AS why,
       s.next_step, a.user_principal_name, a.basis, a.principal_id
  FROM service_account_identity AS s
  JOIN service_account AS a ON a.principal_id = s.principal_id
 WHERE s.state IN ('problem', 'warning')
   AND s.aspect IN ('identity', 'licence', 'roles')
 ORDER BY COALESCE(lower(a.user_principal_name), ''), a.principal_id, s.position
