-- title:    Objects of each kind in numbers
-- severity: info
-- either:   environment, app, flow
-- wants:    environment, app, flow, desktop_flow, agent, connector
-- refs:     CoE dashboard: the cards of the Overview and object pages
--
-- How much there is of everything, how many people made it, and how much came in the last month. Two answers side by
-- side show where a tenant grows.
--
-- A blank row was not collected, which is not the same as zero. The last month runs from the day after the same day of
-- the month before, as the CoE dashboard counts. Makers are the different owners, or who made an object where no owner
-- is known. AI models of the platform and unpublished drafts of flows are not counted.
WITH
kind (position, resource_kind, entity, objects) AS (
	VALUES
	(1, 'environment', 'environment', 'environments'),
	(2, 'app', 'app', 'apps'),
	(3, 'flow', 'flow', 'cloud flows'),
	(4, 'desktop_flow', 'desktop_flow', 'desktop flows'),
	(5, 'agent', 'agent', 'agents'),
	(6, 'ai_model', 'ai_model', 'AI models'),
	(7, 'portal', 'portal', 'sites'),
	(8, 'solution', 'solution', 'solutions'),
	(9, 'business_process_flow', 'business_process_flow', 'business process flows'),
	(10, 'connector', 'connector', 'custom connectors')
),
period AS MATERIALIZED (
	SELECT last_month_at FROM moment_period
),
counted AS (
	SELECT o.resource_kind, count(*) AS object_count, count(DISTINCT o.maker_id) AS maker_count,
	       count(CASE WHEN o.created_at >= m.last_month_at THEN 1 END) AS last_month_count,
	       count(CASE WHEN o.created_at IS NULL THEN 1 END) AS undated_count,
	       count(DISTINCT o.environment_id) AS environment_count
	  FROM inventory_object AS o
	 CROSS JOIN period AS m
	 GROUP BY o.resource_kind
)
SELECT k.objects,
       CASE WHEN c.entity IS NOT NULL THEN COALESCE(n.object_count, 0) END AS object_count,
       CASE WHEN c.entity IS NOT NULL THEN COALESCE(n.maker_count, 0) END AS maker_count,
       CASE WHEN c.entity IS NOT NULL THEN COALESCE(n.last_month_count, 0) END AS last_month_count,
       CASE WHEN c.entity IS NOT NULL THEN COALESCE(n.undated_count, 0) END AS undated_count,
       CASE WHEN c.entity IS NOT NULL THEN COALESCE(n.environment_count, 0)
       END AS environment_count
  FROM kind AS k
  LEFT JOIN counted AS n ON n.resource_kind = k.resource_kind
  LEFT JOIN (SELECT DISTINCT entity FROM coverage WHERE snapshot_at <= :as_of) AS c
         ON c.entity = k.entity
 ORDER BY k.position
