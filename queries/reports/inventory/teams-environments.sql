-- title:    Environments of Teams
-- severity: info
-- needs:    environment, environment.sku
-- wants:    app, flow, usage:app
-- refs:     CoE dashboard "Teams Environments"; CoE view "Microsoft Teams Environment Review"
--
-- Every team that someone gave an app or a table gets an environment of its own. This page shows which of them are
-- used, what stands in them and what the review of their justification said.
--
-- Counts are blank where apps or flows were never collected. A team without launches may be used all the same when the
-- audit log was not imported.
WITH
known AS (
	SELECT max(CASE WHEN entity = 'app' THEN 1 END) AS apps,
	       max(CASE WHEN entity = 'flow' THEN 1 END) AS flows
	  FROM coverage
	 WHERE snapshot_at <= :as_of
),
held AS (
	SELECT o.environment_id,
	       count(CASE WHEN o.resource_kind = 'app' THEN 1 END) AS apps,
	       count(CASE WHEN o.resource_kind = 'flow' THEN 1 END) AS flows,
	       count(DISTINCT o.maker_id) AS makers, max(u.last_launched_at) AS last_launched_at
	  FROM inventory_object AS o
	  LEFT JOIN usage AS u ON o.resource_kind = 'app' AND u.resource_kind = 'app'
	                      AND u.resource_id = o.resource_id
	 WHERE o.resource_kind IN ('app', 'flow')
	 GROUP BY o.environment_id
)
SELECT e.display_name AS environment_name, COALESCE(h.apps, 0) * k.apps AS app_count,
       COALESCE(h.flows, 0) * k.flows AS flow_count, COALESCE(h.makers, 0) AS maker_count,
       h.last_launched_at, e.created_at, e.created_by_id,
       COALESCE(p.display_name, e.created_by_name) AS created_by_name,
       n.business_justification, n.review_status, n.reviewed_at, e.teams_group_id, e.environment_id
  FROM environment AS e
 CROSS JOIN known AS k
  LEFT JOIN held AS h ON h.environment_id = e.environment_id
  LEFT JOIN principal AS p ON p.principal_id = e.created_by_id
  LEFT JOIN governance_note AS n ON n.resource_kind = 'environment'
                                AND n.resource_id = e.environment_id
 WHERE lower(e.sku) = 'teams'
   AND e.environment_id NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY e.created_at, e.environment_id
