-- title:    Conditional Access policies, service account by service account
-- severity: info
-- needs:    ca_policy, ca_policy_target, principal
-- wants:    ca_policy_control, group_member, directory_role
-- refs:     Microsoft "Conditional Access and multifactor authentication in Power Automate"
-- rule:     IDN-004
--
-- Whoever is to say whether an account can sign in unattended has to read every policy against every group and role.
-- This page does that, one row for each account and policy that concerns it.
--
-- Look for policies that bind one service account and not the other, and for exclusions that nobody remembers. An
-- account that is excluded everywhere needs another fence: see service-accounts-without-mfa.
--
-- effect: binds, reports (report-only), excluded, or open (a group or role whose members were not collected
-- decides). Policies that do not include the account, and those that are switched off, are left out.
SELECT COALESCE(a.display_name, a.user_principal_name) AS account_name, b.policy_name, b.effect,
       COALESCE(b.excluded_by, b.included_by) AS by_way_of, b.applications, b.asks_mfa AS is_mfa_asked,
       b.sign_in_frequency, b.breaks AS cannot_satisfy, b.spares_locations AS is_sparing_locations,
       a.user_principal_name, a.basis, b.policy_id, b.principal_id
  FROM ca_binding AS b
  JOIN service_account AS a ON a.principal_id = b.principal_id
 WHERE b.effect <> 'apart'
 ORDER BY COALESCE(lower(a.user_principal_name), ''), b.principal_id, b.policy_name, b.policy_id
