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
placed AS (
	SELECT m.*, p.department, p.job_title, p.company, p.city, p.country
	  FROM made AS m
	  LEFT JOIN principal AS p ON p.principal_id = m.maker_id
),
grouped (grouped_by, value, apps, flows, agents, total) AS (
	SELECT 'department', department, apps, flows, agents, total FROM placed
	 UNION ALL
	SELECT 'job title', job_title, apps, flows, agents, total FROM placed
	 UNION ALL
	SELECT 'company', company, apps, flows, agents, total FROM placed
	 UNION ALL
	SELECT 'city', city, apps, flows, agents, total FROM placed
	 UNION ALL
	SELECT 'country', country, apps, flows, agents, total FROM placed
)
SELECT grouped_by, COALESCE(value, '(not known)') AS value, count(*) AS maker_count,
       sum(total) AS apps_flows_agents, sum(apps) AS app_count, sum(flows) AS flow_count,
       sum(agents) AS agent_count
  FROM grouped
 GROUP BY grouped_by, COALESCE(value, '(not known)')
 ORDER BY grouped_by, sum(total) DESC, COALESCE(value, '(not known)')
