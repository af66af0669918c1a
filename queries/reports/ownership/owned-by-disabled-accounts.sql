-- title:    Things owned by disabled accounts
-- severity: medium
-- needs:    principal, principal.is_enabled
-- either:   flow, app, agent, desktop_flow, portal, connection
-- refs:     CoE issues 3413 and 8509; OWASP LCNC-SEC-09
-- rule:     OWN-008
-- resource: :resource_kind resource_id
--
-- Nobody can sign in with a disabled account, so its connections die one after the other and nobody answers for what
-- it owns. Unlike a deleted account it can come back: somebody may be on leave, or blocked for a day.
--
-- Ask the manager whether the person returns. If not, give each thing a new owner before the account is deleted, when
-- that still can be done in peace.
--
-- What nobody else owns is listed among the orphans as well. The directory does not say since when an account is
-- disabled, so there is no period of grace.
SELECT resource_kind, resource_name, CASE WHEN owner_kind = 'service_principal'
                                          THEN 'owner is a disabled application'
                                          ELSE why END AS why,
       owner_id, owner_name, state, environment_name, environment_id, resource_id
  FROM ownership
 WHERE owner_state = 'disabled' AND is_first_party = 0
 ORDER BY owner_id, resource_kind, environment_id, resource_id
