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
	SELECT 'flow' AS entity, w.environment_id, n.flow_id IS NULL AS is_lost
	  FROM flow_before AS w
	  LEFT JOIN flow AS n ON n.flow_id = w.flow_id
	 WHERE COALESCE(w.is_deleted, 0) = 0 AND COALESCE(w.state, '') <> 'deleted'
	 UNION ALL
	SELECT 'app', w.environment_id, n.app_id IS NULL
	  FROM app_before AS w
	  LEFT JOIN app AS n ON n.app_id = w.app_id
	 WHERE COALESCE(w.is_deleted, 0) = 0
	 UNION ALL
	SELECT 'agent', w.environment_id, n.agent_id IS NULL
	  FROM agent_before AS w
	  LEFT JOIN agent AS n ON n.agent_id = w.agent_id
	 WHERE COALESCE(w.is_deleted, 0) = 0
	 UNION ALL
	SELECT 'solution', w.environment_id, n.solution_id IS NULL
	  FROM solution_before AS w
	  LEFT JOIN solution AS n ON n.environment_id = w.environment_id AND n.solution_id = w.solution_id
	 UNION ALL
	SELECT 'principal', '', n.principal_id IS NULL
	  FROM principal_before AS w
	  LEFT JOIN principal AS n ON n.principal_id = w.principal_id
	 WHERE COALESCE(w.is_deleted, 0) = 0
	 UNION ALL
	SELECT 'environment', '', n.environment_id IS NULL
	  FROM environment_before AS w
	  LEFT JOIN environment AS n ON n.environment_id = w.environment_id
	 WHERE COALESCE(w.is_deleted, 0) = 0
),
counted AS (
	SELECT entity, environment_id, count(*) AS count_before, sum(is_lost) AS lost_count
	  FROM was
	 GROUP BY entity, environment_id
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
