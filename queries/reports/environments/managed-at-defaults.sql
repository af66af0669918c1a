-- title:    Managed Environments whose limits were never set
-- severity: low
-- needs:    environment.protection_level, environment_setting
-- refs:     Microsoft "Limit sharing"; Microsoft "Solution checker enforcement"; rules SHR-001 and ALM-005
-- rule:     ENV-002
-- resource: environment environment_id
-- key:      reason
--
-- Managing an environment changes little by itself: apps, flows and agents can still be shared with anybody and
-- solutions are imported unchecked until somebody sets the limits. The licences are paid for either way.
--
-- Set a sharing limit for apps, flows and agents, and let the solution checker warn or block. Leave a limit open where
-- the environment serves the whole company on purpose, and write down why.
--
-- A limit is a number of users, or no sharing with groups, or no sharing at all. Only an environment with settings of
-- its own in the import is judged limit by limit; of one without, only that its settings are not known is said.
WITH
known AS (
	SELECT environment_id,
	       max(CASE lower(setting) WHEN 'limitsharingmode' THEN lower(value) END) AS app_mode,
	       max(CASE lower(setting) WHEN 'maxlimitusersharing' THEN value END) AS app_users,
	       max(CASE lower(setting) WHEN 'solutioncloudflows-limitsharingmode' THEN lower(value)
	           END) AS flow_mode,
	       max(CASE lower(setting) WHEN 'solutioncloudflows-maxlimitusersharing' THEN value
	           END) AS flow_users,
	       max(CASE lower(setting) WHEN 'bot-limitsharingmode' THEN lower(value) END) AS bot_mode,
	       max(CASE lower(setting) WHEN 'bot-maxlimitusersharing' THEN value END) AS bot_users,
	       max(CASE lower(setting) WHEN 'bot-authoringsharingdisabled' THEN lower(value)
	           END) AS bot_closed,
	       max(CASE lower(setting) WHEN 'solutioncheckermode' THEN lower(value) END) AS checker,
	       max(CASE lower(setting) WHEN 'excludeenvironmentfromanalysis' THEN lower(value)
	           END) AS excluded
	  FROM environment_setting
	 WHERE lower(setting) IN (
	           'limitsharingmode', 'maxlimitusersharing', 'solutioncloudflows-limitsharingmode',
	           'solutioncloudflows-maxlimitusersharing', 'bot-limitsharingmode',
	           'bot-maxlimitusersharing', 'bot-authoringsharingdisabled', 'solutioncheckermode',
	           'excludeenvironmentfromanalysis', 'powerpolicylastmodified')
	 GROUP BY environment_id
),
managed AS (
	SELECT e.environment_id, e.display_name, e.sku, k.environment_id AS known_id, k.app_mode,
	       k.app_users, k.flow_mode, k.flow_users, k.bot_mode, k.bot_users, k.bot_closed,
	       k.checker, k.excluded
	  FROM live_environment AS e
	  LEFT JOIN known AS k ON k.environment_id = e.environment_id
	 WHERE lower(e.protection_level) = 'standard'
),
gap AS (
	SELECT environment_id, display_name, sku, 'low' AS severity, 'app-sharing' AS reason,
	       'apps can be shared with anybody' AS why
	  FROM managed
	 WHERE known_id IS NOT NULL
	   AND COALESCE(app_mode, 'nolimit') = 'nolimit' AND COALESCE(app_users, '-1') = '-1'
	 UNION ALL
	SELECT environment_id, display_name, sku, 'low', 'flow-sharing',
	       'flows of solutions can be shared with anybody'
	  FROM managed
	 WHERE known_id IS NOT NULL
	   AND COALESCE(flow_mode, 'nolimit') = 'nolimit' AND COALESCE(flow_users, '-1') = '-1'
	 UNION ALL
	SELECT environment_id, display_name, sku, 'low', 'agent-sharing',
	       'agents can be shared with anybody'
	  FROM managed
	 WHERE known_id IS NOT NULL AND COALESCE(bot_closed, 'false') <> 'true'
	   AND COALESCE(bot_mode, 'nolimit') = 'nolimit' AND COALESCE(bot_users, '-1') = '-1'
	 UNION ALL
	SELECT environment_id, display_name, sku, 'low', 'solution-checker',
	       'solutions are imported unchecked'
	  FROM managed
	 WHERE known_id IS NOT NULL AND COALESCE(checker, 'none') = 'none'
	 UNION ALL
	SELECT environment_id, display_name, sku, 'low', 'analysis',
	       'left out of the weekly digest and its insights'
	  FROM managed
	 WHERE excluded = 'true'
	 UNION ALL
	SELECT environment_id, display_name, sku, 'info', 'unknown', 'its settings are not known'
	  FROM managed
	 WHERE known_id IS NULL
)
SELECT severity, display_name AS environment_name, why, sku, reason, environment_id
  FROM gap
 ORDER BY environment_id, reason
