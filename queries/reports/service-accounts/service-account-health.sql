-- title:    Service accounts, aspect by aspect
-- severity: info
-- needs:    principal
-- wants:    flow, app, connection, flow_run, license_assignment, authentication_method, directory_role, ca_policy, ca_policy_target, sign_in_activity
-- param:    account text *      user principal name or id of one account; * for all
-- param:    many integer 50    owned flows above which an account is too much in one hand
-- refs:     Microsoft "Set up the CoE Starter Kit"; CoE issues 6554, 9394, 10100; OWASP LCNC-SEC-01
-- rule:     IDN-003
--
-- Much of a tenant hangs on a few accounts that no person watches. When such an account loses its sign-in, its
-- licence or a role, everything that runs under it stops on the same day, and nothing tells anyone.
--
-- Read one account from the top: who it is, what it may do, what binds its sign-in, what hangs on it, what is broken
-- already. Begin with the first problem, because the later ones often follow from it.
--
-- Which accounts are service accounts is told by the user's own list, or guessed from their names (basis). Unknown
-- means that nothing was collected on that aspect; it is never counted as ok. An empty page means that no account
-- looks like one: put yours into the list listed_service_account.
WITH
aspect AS (
	SELECT * FROM service_account_identity
	 UNION ALL
	SELECT * FROM service_account_work
)
SELECT COALESCE(a.display_name, a.user_principal_name, a.principal_id) AS account_name, s.aspect,
       CASE WHEN s.aspect = 'owned flows' AND s.state = 'ok' AND s.amount > CAST(:many AS INTEGER)
            THEN 'warning' ELSE s.state END AS state,
       s.finding,
       CASE WHEN s.aspect = 'owned flows' AND s.state = 'ok' AND s.amount > CAST(:many AS INTEGER)
            THEN 'Spread its flows over accounts of their own' ELSE s.next_step END AS next_step,
       a.user_principal_name, a.basis, a.principal_id
  FROM aspect AS s
  JOIN service_account AS a ON a.principal_id = s.principal_id
 WHERE :account IN ('', '*')
    OR lower(:account) = lower(a.user_principal_name)
    OR lower(:account) = a.principal_id
 ORDER BY COALESCE(lower(a.user_principal_name), ''), a.principal_id, s.position
