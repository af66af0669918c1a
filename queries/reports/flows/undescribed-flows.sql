-- title:    Flows without a name or description that says anything
-- severity: low
-- needs:    flow
-- wants:    flow.description
-- refs:     CoE compliance process
-- rule:     FLW-019
-- resource: flow flow_id
-- key:      reason
--
-- Whoever must repair or judge a flow that somebody else made has nothing but its name and description to begin with.
--
-- Ask the owner for a name that says what it does and for whom, and for a sentence of description.
--
-- Names are compared with the list placeholder_name. An empty description counts only where the source tells descriptions of
-- some flow; otherwise nobody knows.
WITH
tells AS (
	SELECT 1 AS described WHERE EXISTS (SELECT 1 FROM flow WHERE description IS NOT NULL)
),
named AS MATERIALIZED (
	SELECT flow_id, lower(display_name) AS name FROM flow
),
found AS (
	SELECT f.flow_id, 'name' AS reason, min('the name says nothing: ' || n.what) AS why
	  FROM named AS f
	  JOIN placeholder_name AS n ON f.name LIKE n.begins ESCAPE '\'
	 GROUP BY f.flow_id
	 UNION ALL
	SELECT flow_id, 'name', 'it has no name'
	  FROM named
	 WHERE trim(COALESCE(name, '')) = ''
	 UNION ALL
	SELECT f.flow_id, 'description', 'it has no description'
	  FROM tells
	 CROSS JOIN flow AS f
	 WHERE trim(COALESCE(f.description, '')) = ''
)
SELECT h.flow_name, x.why, x.reason, h.state, h.owner_id, h.owner_name, h.environment_name, h.environment_id,
       x.flow_id
  FROM found AS x
  JOIN flow_home AS h ON h.flow_id = x.flow_id
 WHERE h.is_live = 1
 ORDER BY h.environment_id, x.flow_id, x.reason
