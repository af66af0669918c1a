-- title:    The group of each connector in each environment, under all its data policies
-- severity: info
-- needs:    dlp_policy, dlp_policy.group_count
-- wants:    dlp_policy_environment, dlp_policy.group_count, dlp_policy.default_classification, environment
-- param:    environment text all  Only this environment (its id); all: each of them
-- param:    connector text all  Only this connector (its id); all: those in use or named in a policy
-- refs:     Microsoft "Combined effect of multiple data policies"
--
-- One row for each environment, connector and policy that binds the environment. effective is what all policies together
-- make of the connector: Blocked where any blocks it, else its groups in the order of the policies' ids. Two connectors
-- may meet in one flow or app when neither is blocked and their groups are equal in every policy; Ignore fits any group.
--
-- Where there are more than 200 environments, those under the same policies share the rows of one of them, and
-- environment_count says how many they are; ask for an environment by its id to see its own. basis says why: listed, pattern, cannot be blocked, default group. Policies of which only a list without groups was
-- imported are left out.
WITH
home AS MATERIALIZED (
	SELECT set_id, min(environment_id) AS environment_id, count(*) AS environments
	  FROM dlp_policy_set
	 GROUP BY set_id
),
shown AS MATERIALIZED (
	SELECT s.environment_id, s.set_id, h.environments, e.display_name AS environment_name
	  FROM dlp_policy_set AS s
	  JOIN home AS h ON h.set_id = s.set_id
	  LEFT JOIN environment AS e ON e.environment_id = s.environment_id
	 WHERE (s.environment_id = lower(:environment)
	        OR :environment = 'all'
	           AND (h.environment_id = s.environment_id
	                OR (SELECT count(*) FROM dlp_policy_set) <= 200))
	   AND COALESCE(e.is_deleted, 0) = 0
)
SELECT v.environment_name, c.connector_id, p.policy_name, c.class, c.basis,
       f.effective, v.environments AS environment_count, v.environment_id, c.policy_id
  FROM shown AS v
 CROSS JOIN dlp_binding AS b
 CROSS JOIN dlp_class AS c
 CROSS JOIN dlp_effective AS f
  JOIN dlp_policy_scope AS p ON p.policy_id = c.policy_id
 WHERE b.environment_id = v.environment_id
   AND c.policy_id = b.policy_id
   AND f.set_id = v.set_id
   AND f.connector_id = c.connector_id
   AND (:connector = 'all' OR c.connector_id = lower(:connector))
 ORDER BY v.environment_id, c.connector_id, c.policy_id
