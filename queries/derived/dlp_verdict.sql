-- What each data policy holds against each kit of connectors (see dlp_kit), a row for each kind. kind: blocked (a connector
-- is), mixed (Business and Non-business meet in it). connectors, details: joined in order. child_connectors: a JSON list of
-- those that only child flows bring, NULL where there is none.
-- index: kit
WITH
kit AS MATERIALIZED (
	SELECT DISTINCT kit FROM dlp_kit
),
member AS MATERIALIZED (
	SELECT k.kit, j.value / 2 AS use_id, min(j.value % 2) AS is_of_child
	  FROM kit AS k
	 CROSS JOIN json_each(k.kit) AS j
	 GROUP BY k.kit, j.value / 2
),
binding AS MATERIALIZED (
	SELECT s.set_id, b.policy_id
	  FROM (SELECT set_id, min(environment_id) AS environment_id
	          FROM dlp_policy_set GROUP BY set_id) AS s
	  JOIN dlp_binding AS b ON b.environment_id = s.environment_id
),
judged AS MATERIALIZED (
	SELECT m.kit, b.policy_id, u.connector_id, c.class, min(m.is_of_child) AS is_of_child
	  FROM member AS m
	 CROSS JOIN dlp_bundle AS u
	 CROSS JOIN binding AS b
	 CROSS JOIN dlp_class AS c
	 WHERE u.use_id = m.use_id
	   AND b.set_id = u.set_id
	   AND c.policy_id = b.policy_id
	   AND c.connector_id = u.connector_id
	 GROUP BY m.kit, b.policy_id, u.connector_id, c.class
),
mixing AS MATERIALIZED (
	SELECT kit, policy_id
	  FROM judged
	 WHERE class IN ('Confidential', 'General')
	 GROUP BY kit, policy_id
	HAVING min(class) <> max(class)
),
found AS (
	SELECT kit, policy_id, 'blocked' AS kind, connector_id, class, is_of_child
	  FROM judged
	 WHERE class = 'Blocked'
	UNION ALL
	SELECT j.kit, j.policy_id, 'mixed', j.connector_id, j.class, j.is_of_child
	  FROM mixing AS m
	  JOIN judged AS j ON j.kit = m.kit AND j.policy_id = m.policy_id
	 WHERE j.class IN ('Confidential', 'General')
),
told AS (
	SELECT kit, policy_id, kind,
	       group_concat(connector_id, ', ') OVER whole AS connectors,
	       group_concat(connector_id || ' is ' || class, '; ') OVER whole AS details,
	       group_concat(CASE WHEN class = 'Confidential' THEN connector_id END, ', ') OVER whole
	         AS business_connectors,
	       group_concat(CASE WHEN class = 'General' THEN connector_id END, ', ') OVER whole
	         AS non_business_connectors,
	       '[' || group_concat(CASE WHEN is_of_child THEN json_quote(connector_id) END, ',') OVER whole || ']'
	         AS child_connectors,
	       row_number() OVER (PARTITION BY kit, policy_id, kind ORDER BY connector_id) AS place
	  FROM found
	WINDOW whole AS (PARTITION BY kit, policy_id, kind ORDER BY connector_id
	                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT kit, policy_id, kind, connectors, details, business_connectors, non_business_connectors, child_connectors
  FROM told
 WHERE place = 1
