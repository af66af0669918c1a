-- title:    Desktop flows whose owner has left
-- severity: medium
-- needs:    desktop_flow, desktop_flow.owner_id, principal
-- refs:     CoE table "RPA"; OWASP LCNC-SEC-09
-- rule:     OWN-005
-- resource: desktop_flow desktop_flow_id
--
-- A desktop flow clicks through programs as a person would. Nobody is left who knows on which machine it runs, with
-- which sign-in, and what breaks when a window changes.
--
-- Name a new owner, and look at the cloud flows that call it and at the machine it runs on. Without anybody who wants
-- it, turn it off.
--
-- One without a recorded owner is listed only when the CoE kit marked it.
SELECT resource_name AS desktop_flow_name, why, owner_id, owner_name, state, modified_at,
       environment_name, environment_id, resource_id AS desktop_flow_id
  FROM ownership
 WHERE resource_kind = 'desktop_flow' AND why IS NOT NULL
 ORDER BY environment_id, resource_id
