-- title:    Growth from year to year
-- severity: info
-- either:   environment, app, flow
-- refs:     CoE dashboard "Power Platform YoY Adoption"
--
-- How many objects of each kind were made in a year, how many makers made them, and how much more that is than in the
-- year before.
--
-- Only objects that stand today are counted. The newest year is not over at the moment, so its growth is judged too low.
-- Growth is blank where the year before has nothing to compare with.
WITH
maker AS MATERIALIZED (
	SELECT c.year, o.resource_kind, o.maker_id, count(*) AS created_count
	  FROM inventory_object AS o
	  JOIN calendar_day AS c ON c.day = o.created_at / 86400
	 GROUP BY c.year, o.resource_kind, o.maker_id
),
made AS (
	SELECT resource_kind, year, sum(created_count) AS created_count, count(maker_id) AS maker_count
	  FROM maker
	 GROUP BY resource_kind, year
	 UNION ALL
	SELECT 'all kinds', year, sum(created_count), count(DISTINCT maker_id)
	  FROM maker
	 GROUP BY year
)
SELECT m.resource_kind, m.year, m.created_count, m.maker_count,
       100 * (m.created_count - b.created_count) / b.created_count AS created_growth_percent,
       CASE WHEN b.maker_count > 0
            THEN 100 * (m.maker_count - b.maker_count) / b.maker_count END AS maker_growth_percent
  FROM made AS m
  LEFT JOIN made AS b ON b.resource_kind = m.resource_kind AND b.year = m.year - 1
 ORDER BY m.resource_kind, m.year
