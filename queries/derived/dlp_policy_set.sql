-- Environments that the same data policies bind share a set: set_id is a number that holds for this moment only.
-- index: environment_id, set_id
WITH
bound AS (
	SELECT DISTINCT environment_id,
	       group_concat(policy_id, ',') OVER (PARTITION BY environment_id ORDER BY policy_id
	           ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS policies
	  FROM dlp_binding
)
SELECT environment_id, dense_rank() OVER (ORDER BY policies) AS set_id
  FROM bound
