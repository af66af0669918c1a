-- title:    Makers by department, company, city and country
-- severity: info
-- needs:    principal
-- either:   app, flow
-- refs:     CoE dashboard "Makers": top departments, top cities, the map
--
-- Where the makers sit in the organization and in the world, and how much they made.
--
-- "(not known)" holds makers whose directory entry has no value or was not imported.
WITH
made AS (
	SELECT maker_id, count(*) AS total,
	       count(CASE WHEN resource_kind = 'app' THEN 1 END) AS apps,
	       count(CASE WHEN resource_kind = 'flow' THEN 1 END) AS flows,
	       count(CASE WHEN resource_kind = 'agent' THEN 1 END) AS agents
	  FROM inventory_object
	 WHERE maker_id IS NOT NULL AND resource_kind IN ('app', 'flow', 'agent')
	 GROUP BY maker_id
),
placed AS MATERIALIZED (
	SELECT p.department, p.job_title, p.company, p.city, p.country, count(*) AS makers,
	       sum(m.apps) AS apps, sum(m.flows) AS flows, sum(m.agents) AS agents,
	       sum(m.total) AS total
	  FROM made AS m
	  LEFT JOIN principal AS p ON p.principal_id = m.maker_id
	 GROUP BY p.department, p.job_title, p.company, p.city, p.country
),
grouped (grouped_by, value, makers, apps, flows, agents, total) AS (
	SELECT 'department', department, makers, apps, flows, agents, total FROM placed
	 UNION ALL
	SELECT 'job title', job_title, makers, apps, flows, agents, total FROM placed
	 UNION ALL
	SELECT 'company', company, makers, apps, flows, agents, total FROM placed
	 UNION ALL
	SELECT 'city', city, makers, apps, flows, agents, total FROM placed
	 UNION ALL
	SELECT 'country', country, makers, apps, flows, agents, total FROM placed
)
SELECT grouped_by, COALESCE(value, '(not known)') AS value, sum(makers) AS maker_count,
       sum(total) AS apps_flows_agents, sum(apps) AS app_count, sum(flows) AS flow_count,
       sum(agents) AS agent_count
  FROM grouped
 GROUP BY grouped_by, COALESCE(value, '(not known)')
 ORDER BY grouped_by, sum(total) DESC, COALESCE(value, '(not known)')
