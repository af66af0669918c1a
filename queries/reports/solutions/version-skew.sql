-- title:    Solutions whose versions do not follow each other
-- severity: low
-- needs:    solution, solution.version, environment.sku
-- wants:    environment.purpose
-- refs:     Microsoft "ALM basics"
-- rule:     ALM-003
-- resource: solution solution_id
-- key:      environment_id
--
-- A version goes from development over test to production. Where production is ahead of test, something was released
-- untested; where test lags behind development by a major number, nothing was tried for long.
--
-- Find out which version is the true one, and bring the others to it.
--
-- Test and development are told by the purpose that the CoE team noted, else a sandbox counts as test and a developer
-- environment as development. Solutions are matched by their unique name.
WITH
staged AS (
	SELECT s.*, v.major, v.version_key,
	       CASE
	         WHEN s.is_production = 1 THEN 'production'
	         WHEN lower(s.purpose) = 'test' OR s.purpose IS NULL AND s.kind = 'sandbox' THEN 'test'
	         WHEN lower(s.purpose) = 'development' OR s.kind = 'developer' THEN 'development'
	       END AS stage
	  FROM own_solution AS s
	  JOIN solution_release AS v
	    ON v.environment_id = s.environment_id AND v.solution_id = s.solution_id
),
newest AS (
	SELECT lower(unique_name) AS unique_name,
	       max(CASE stage WHEN 'test' THEN version_key END) AS test_key,
	       max(CASE stage WHEN 'development' THEN major END) AS development_major
	  FROM staged
	 GROUP BY lower(unique_name)
)
SELECT s.display_name AS solution_name, s.unique_name, s.version,
       CASE s.stage WHEN 'production' THEN 'production is ahead of test'
                    ELSE 'test is a major version behind development' END AS why,
       s.stage, s.publisher, s.installed_at, s.environment_name, s.environment_id, s.solution_id
  FROM staged AS s
  JOIN newest AS n ON n.unique_name = lower(s.unique_name)
 WHERE s.stage = 'production' AND s.version_key > n.test_key
    OR s.stage = 'test' AND s.major < n.development_major
 ORDER BY s.unique_name, s.environment_id, s.solution_id
