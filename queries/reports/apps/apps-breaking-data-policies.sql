-- title:    Apps that break a data policy, by the platform's own verdict
-- severity: high
-- needs:    app, app.dlp_status
-- refs:     CoE view "Apps in DLP Violation"; OWASP LCNC-SEC-03
-- rule:     APP-010
-- resource: app app_id
--
-- The platform compares every app with the data policies of its environment and stops people from opening one that
-- breaks them. Its users see an error; its owner may not know why.
--
-- Change the app so that it keeps to the policy, or move the connector to another group after a decision. Exempt a
-- single app only with an end date.
--
-- `dlp_status` is the platform's own word and everything but Compliant is listed; an app that was never judged is not.
-- The verdict can be older than the newest change of a policy: see when it was given.
SELECT a.display_name AS app_name, a.app_type, a.dlp_status,
       COALESCE(a.dlp_policies_violated, a.dlp_violation, 'the source does not say which policy') AS why,
       a.dlp_evaluated_at, a.shared_users, a.shared_groups, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.app_id
  FROM live_app AS a
 WHERE lower(a.dlp_status) <> 'compliant'
 ORDER BY a.environment_id, a.app_id
