-- title:    Counts that fell as only a failed collection makes them fall
-- severity: high
-- needs:    environment
-- before:   environment
-- either:   flow, app, principal, agent, solution
-- param:    percent integer 30  loss in percent from which a fall is listed
-- param:    least integer 5     smallest count before that is looked at
-- refs:     CoE issues 6278, 8008; CoE issue 10940
-- rule:     EVD-004
-- resource: :resource_kind resource_id
-- key:      entity
--
-- When an account loses a right, a collection comes back short and looks like a great tidying up. Findings about what
-- is missing seem resolved, and are not.
--
-- Collect the listed part again with an account that sees everything. If the objects were indeed deleted, export the
-- deletions too (deleted rows of the kit, recycle bin, audit log), so that they are known as such.
--
-- Objects that are known to be deleted do not count as lost, nor do those of an environment that is itself gone. Only
-- parts that this snapshot claims to hold whole can fall; what was not collected at all is not listed here.
WITH
was AS (
	SELECT 'flow' AS entity, environment_id, flow_id AS id FROM flow_before
	 WHERE COALESCE(is_deleted, 0) = 0 AND COALESCE(state, '') <> 'deleted'
	 UNION ALL
	SELECT 'app', environment_id, app_id FROM app_before WHERE COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT 'agent', environment_id, agent_id FROM agent_before WHERE COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT 'solution', environment_id, environment_id || '|' || solution_id FROM solution_before
	 UNION ALL
	SELECT 'principal', '', principal_id FROM principal_before WHERE COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT 'environment', '', environment_id FROM environment_before WHERE COALESCE(is_deleted, 0) = 0
),
present AS MATERIALIZED (
	SELECT 'flow' AS entity, flow_id AS id FROM flow
	 UNION ALL
	SELECT 'app', app_id FROM app
	 UNION ALL
	SELECT 'agent', agent_id FROM agent
	 UNION ALL
	SELECT 'solution', environment_id || '|' || solution_id FROM solution
	 UNION ALL
	SELECT 'principal', principal_id FROM principal
	 UNION ALL
	SELECT 'environment', environment_id FROM environment
),
counted AS (
	SELECT w.entity, w.environment_id, count(*) AS count_before,
	       count(CASE WHEN p.id IS NULL THEN 1 END) AS lost_count
	  FROM was AS w
	  LEFT JOIN present AS p ON p.entity = w.entity AND p.id = w.id
	 GROUP BY w.entity, w.environment_id
)
SELECT CASE WHEN c.lost_count = c.count_before AND c.environment_id = '' THEN 'critical' ELSE 'high' END AS severity,
       e.display_name AS environment_name, c.entity,
       CASE WHEN c.lost_count = c.count_before THEN 'all of them are gone, and no deletion is recorded'
            ELSE 'many of them are gone, and no deletion is recorded' END AS why,
       c.count_before, c.lost_count, 100 * c.lost_count / c.count_before AS lost_percent, m.before_at,
       CASE WHEN c.environment_id <> '' THEN c.environment_id END AS environment_id,
       CASE WHEN c.environment_id = '' THEN 'entity' ELSE 'environment' END AS resource_kind,
       CASE WHEN c.environment_id = '' THEN c.entity ELSE c.environment_id END AS resource_id
  FROM counted AS c
 CROSS JOIN moment AS m
  LEFT JOIN environment AS e ON e.environment_id = c.environment_id
 WHERE (c.environment_id = '' OR e.environment_id IS NOT NULL)
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
   AND c.count_before >= CAST(:least AS INTEGER)
   AND 100 * c.lost_count > CAST(:percent AS INTEGER) * c.count_before
 ORDER BY c.entity, c.environment_id
