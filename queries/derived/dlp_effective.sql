-- What all policies of a set together make of each connector: Blocked where any blocks it, else its classes in the order
-- of the policies' ids.
-- index: set_id, connector_id
SELECT DISTINCT s.set_id, c.connector_id,
       CASE WHEN max(CASE WHEN c.class = 'Blocked' THEN 1 ELSE 0 END) OVER whole = 1 THEN 'Blocked'
            ELSE group_concat(COALESCE(c.class, 'unknown'), ' / ') OVER whole END AS effective
  FROM (SELECT set_id, min(environment_id) AS environment_id
          FROM dlp_policy_set GROUP BY set_id) AS s
 CROSS JOIN dlp_binding AS b
 CROSS JOIN dlp_class AS c
 WHERE b.environment_id = s.environment_id
   AND c.policy_id = b.policy_id
WINDOW whole AS (PARTITION BY s.set_id, c.connector_id ORDER BY b.policy_id
                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
