-- title:    What was made in which month
-- severity: info
-- either:   environment, app, flow
-- refs:     CoE dashboard: "Created on (Month)" and "Makers over time" of every page
--
-- The trend of every kind of object: how many were made in a month, by how many people, and how many stand that were
-- made until then.
--
-- Only objects that stand today are counted, so months long ago look emptier than they were. A blank month holds the
-- objects whose creation is not known.
WITH
made AS (
	SELECT o.resource_kind, c.month_at, count(*) AS created_count,
	       count(DISTINCT o.maker_id) AS maker_count
	  FROM inventory_object AS o
	  LEFT JOIN calendar_day AS c ON c.day = o.created_at / 86400
	 GROUP BY o.resource_kind, c.month_at
)
SELECT resource_kind, month_at, created_count, maker_count,
       sum(created_count) OVER (PARTITION BY resource_kind
                                    ORDER BY COALESCE(month_at, 0)) AS total_count
  FROM made
 ORDER BY resource_kind, COALESCE(month_at, 0)
