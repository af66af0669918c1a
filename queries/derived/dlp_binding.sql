-- Which data policy binds which environment. No policy goes before another, and a policy of unknown scope binds none;
-- neither does one with exceptions whose list of them is not known.
-- index: environment_id, policy_id
-- index: policy_id
WITH
policy AS MATERIALIZED (
	SELECT * FROM dlp_policy_scope
),
home AS MATERIALIZED (
	SELECT environment_id FROM environment
	UNION
	SELECT environment_id FROM flow WHERE environment_id IS NOT NULL
	UNION
	SELECT environment_id FROM app WHERE environment_id IS NOT NULL
	UNION
	SELECT environment_id FROM agent WHERE environment_id IS NOT NULL
)
SELECT h.environment_id, p.policy_id
  FROM policy AS p
 CROSS JOIN home AS h
 WHERE p.scope = 'all'
UNION ALL
SELECT h.environment_id, p.policy_id
  FROM policy AS p
 CROSS JOIN home AS h
  LEFT JOIN dlp_policy_environment AS n
    ON n.policy_id = p.policy_id AND n.environment_id = h.environment_id
 WHERE p.scope = 'except' AND p.knows_names = 1 AND n.policy_id IS NULL
UNION ALL
SELECT n.environment_id, p.policy_id
  FROM policy AS p
  JOIN dlp_policy_environment AS n ON n.policy_id = p.policy_id
 WHERE p.scope = 'only'
