-- title:    Flows with very many steps or connectors
-- severity: low
-- needs:    flow
-- either:   flow.action_count, flow_action, resource_connector:flow
-- param:    max_actions integer 100    more actions than this are listed
-- param:    max_connectors integer 10  more different connectors than this are listed
-- refs:     Microsoft "Limits and configuration" of Power Automate
-- rule:     FLW-020
-- resource: flow flow_id
--
-- A flow of hundreds of steps is understood by its maker only, if at all, and each connector more is one more thing that
-- breaks it.
--
-- Split it into child flows with clear tasks before its owner moves on. A data policy still judges them together.
--
-- Counted is what was collected: with summaries only, the numbers are those of the summary.
WITH
referring AS (
	-- Few flows refer so often that it is worth while to tell their connectors apart.
	SELECT resource_id AS flow_id
	  FROM resource_connector
	 WHERE resource_kind = 'flow'
	 GROUP BY resource_id
	HAVING count(*) > CAST(:max_connectors AS INTEGER)
),
large AS (
	SELECT flow_id FROM referring
	 UNION
	SELECT flow_id FROM flow_size WHERE action_count > CAST(:max_actions AS INTEGER)
	 UNION
	SELECT flow_id FROM flow WHERE action_count > CAST(:max_actions AS INTEGER)
),
counted AS MATERIALIZED (
	SELECT f.flow_id,
	       (SELECT NULLIF(count(DISTINCT c.connector_id), 0)
	          FROM resource_connector AS c
	         WHERE c.resource_kind = 'flow' AND c.resource_id = f.flow_id) AS connector_count,
	       CASE WHEN COALESCE(s.action_count, 0) > COALESCE(f.action_count, 0) THEN s.action_count
	            ELSE COALESCE(f.action_count, s.action_count) END AS action_count
	  FROM large AS l
	  JOIN flow AS f ON f.flow_id = l.flow_id
	  LEFT JOIN flow_size AS s ON s.flow_id = f.flow_id
)
SELECT h.flow_name,
       CASE WHEN n.connector_count > CAST(:max_connectors AS INTEGER)
             AND n.action_count > CAST(:max_actions AS INTEGER) THEN 'many actions and connectors'
            WHEN n.connector_count > CAST(:max_connectors AS INTEGER) THEN 'many connectors'
            ELSE 'many actions' END AS why,
       n.action_count, n.connector_count, h.state, h.owner_id, h.owner_name, h.environment_name,
       h.environment_id, n.flow_id
  FROM counted AS n
  JOIN flow_home AS h ON h.flow_id = n.flow_id
 WHERE h.is_live = 1
   AND (n.connector_count > CAST(:max_connectors AS INTEGER)
        OR n.action_count > CAST(:max_actions AS INTEGER))
 ORDER BY h.environment_id, n.flow_id
