-- title:    Trial licences on service accounts
-- severity: high
-- needs:    license_assignment, principal, principal.user_principal_name
-- wants:    license
-- refs:     Microsoft "CoE Starter Kit setup"; CoE issue 6554
-- rule:     LIC-005
-- resource: principal owner_id
-- key:      sku_id
--
-- A trial ends on a day that nobody wrote down, and everything that the account runs stops with it, often all at once.
--
-- Buy the licence before the trial ends. Start with the account that runs the CoE kit.
--
-- Service accounts are known from a list, or guessed from their names (`basis`); a trial is known from its part number,
-- list trial_licence. An account that holds a full licence for the same beside it is listed all the same.
SELECT COALESCE(s.display_name, s.user_principal_name) AS owner_name, s.basis,
       'a trial that ends by itself' AS why, l.licence_name, s.user_principal_name AS owner_upn,
       s.principal_id AS owner_id, l.sku_id
  FROM service_account AS s
  JOIN account_licence AS l ON l.principal_id = s.principal_id
 WHERE l.is_trial = 1
 ORDER BY s.principal_id, l.sku_id
