-- title:    Important apps without a plan for their failure
-- severity: medium
-- needs:    app, governance_note:app
-- refs:     CoE compliance process; OWASP LCNC-SEC-09
-- rule:     APP-012
-- resource: app app_id
--
-- Its maker called the app important or critical, and yet nobody wrote down what people do when it fails, or who keeps
-- it running when the maker is away.
--
-- Ask the maker for a mitigation plan: a second owner, an export in source control, and how to work without the app.
--
-- Impact and plan are what people entered in the CoE kit or in notes of your own. A plan that is not mentioned counts
-- as missing. Findings of apps excused from compliance are set aside.
SELECT a.display_name AS app_name, a.app_type, n.business_impact,
       CASE WHEN n.mitigation_provided = 0 THEN 'there is no mitigation plan'
            ELSE 'no mitigation plan is mentioned' END AS why,
       n.risk_assessment, n.dependencies, a.shared_users, a.shared_groups,
       a.owner_id, a.owner AS owner_name, a.environment_name, a.environment_id, a.app_id
  FROM live_app AS a
  JOIN governance_note AS n ON n.resource_kind = 'app' AND n.resource_id = a.app_id
 WHERE lower(n.business_impact) IN ('important', 'critical')
   AND COALESCE(n.mitigation_provided, 0) = 0
 ORDER BY a.environment_id, a.app_id
