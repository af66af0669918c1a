-- title:    Environments in which agents may be published without sign-in
-- severity: high
-- needs:    environment, dlp_policy, dlp_policy.group_count, dlp_policy.default_classification
-- wants:    dlp_policy_environment, agent
-- refs:     Microsoft "Configure data policies for agents"; OWASP LCNC-SEC-04; MITRE T1190
-- rule:     AGT-013
-- resource: environment environment_id
--
-- No data policy of the environment blocks "Chat without Microsoft Entra ID authentication", so any maker can publish an
-- agent to anybody, with the knowledge and tools of the company behind it.
--
-- Block that connector in a policy for all environments, and exempt the one environment in which agents for the public
-- are made.
--
-- High where agents live in the environment, medium where none is known yet. An environment without any data policy is
-- listed as well, unless the scope of some policy is not known. One whose policies' groups are not known is left out.
WITH
judged AS (
	SELECT b.environment_id, count(*) AS policy_count,
	       max(CASE WHEN c.class = 'Blocked' THEN 1 ELSE 0 END) AS is_blocked,
	       max(CASE WHEN c.class IS NULL THEN 1 ELSE 0 END) AS is_unknown
	  FROM dlp_binding AS b
	  LEFT JOIN dlp_class AS c ON c.policy_id = b.policy_id AND c.connector_id = 'pvaauth'
	 GROUP BY b.environment_id
),
unsure AS (
	SELECT count(*) AS policy_count
	  FROM dlp_policy_scope
	 WHERE scope = 'unknown' OR scope = 'except' AND knows_names = 0
),
living AS (
	SELECT environment_id, count(*) AS agent_count,
	       count(CASE WHEN lower(authentication_mode) IN ('none', 'no authentication') THEN 1 END)
	         AS open_agent_count
	  FROM live_agent
	 GROUP BY environment_id
)
SELECT CASE WHEN a.agent_count > 0 THEN 'high' ELSE 'medium' END AS severity,
       e.display_name AS environment_name,
       CASE WHEN j.environment_id IS NULL THEN 'no data policy applies'
            ELSE 'no data policy blocks chat without sign-in' END AS why,
       COALESCE(j.policy_count, 0) AS policy_count, a.agent_count, a.open_agent_count, e.sku,
       e.environment_id
  FROM live_environment AS e
 CROSS JOIN unsure AS u
  LEFT JOIN judged AS j ON j.environment_id = e.environment_id
  LEFT JOIN living AS a ON a.environment_id = e.environment_id
 WHERE j.is_blocked = 0 AND j.is_unknown = 0
    OR j.environment_id IS NULL AND u.policy_count = 0
 ORDER BY e.environment_id
