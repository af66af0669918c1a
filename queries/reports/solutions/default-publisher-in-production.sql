-- title:    Solutions of the default publisher in production
-- severity: low
-- needs:    solution, environment.sku
-- either:   solution.publisher_prefix, solution.publisher
-- wants:    solution.publisher_prefix
-- refs:     Microsoft "Solution publisher"
-- rule:     ALM-004
-- resource: solution solution_id
-- key:      environment_id
--
-- The publisher's prefix is part of the name of every table and column. The default one differs from environment to
-- environment and says nothing about who made a thing, and it cannot be changed afterwards.
--
-- Make a publisher of your own with a prefix of your own, and build new solutions with it. What exists may stay.
--
-- A prefix of your own that begins with cr and has five to seven letters looks like a default one.
SELECT s.display_name AS solution_name, s.unique_name, s.version, s.publisher, s.publisher_prefix,
       'made with the default publisher' AS why, COALESCE(s.owner_id, s.created_by_id) AS owner_id,
       COALESCE(p.name, s.created_by_name) AS owner_name, s.environment_name, s.environment_id,
       s.solution_id
  FROM own_solution AS s
  LEFT JOIN principal_standing AS p ON p.principal_id = COALESCE(s.owner_id, s.created_by_id)
 WHERE s.is_production = 1
   AND (lower(replace(s.publisher_prefix, '_', '')) = 'new'
        OR lower(replace(s.publisher_prefix, '_', '')) LIKE 'cr%'
           AND length(replace(s.publisher_prefix, '_', '')) BETWEEN 5 AND 7
        OR lower(s.publisher) LIKE '%default%publisher%')
 ORDER BY s.environment_id, s.solution_id
