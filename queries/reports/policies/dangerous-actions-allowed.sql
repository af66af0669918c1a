-- title:    Dangerous actions that data policies allow
-- severity: low
-- needs:    dlp_policy, dlp_policy.group_count, dlp_action_rule
-- wants:    dlp_policy.group_count, dlp_policy.default_classification
-- refs:     Microsoft "Connector action control"; OWASP LCNC-SEC-03
-- rule:     DLP-016
-- resource: dlp_policy policy_id
-- key:      connector_id
--
-- A connector can be allowed and some of its actions blocked. Here the policy allows the connector with actions that few
-- flows need: it runs any SQL, forwards mail, makes users or flows.
--
-- Block these actions, or set the connector's default to Block, so that actions which come later start blocked too. The
-- list of actions (dangerous_action) can be replaced by your own.
WITH
open AS (
	SELECT c.policy_id, d.connector_id, d.action_id, d.danger, c.class, s.default_behavior,
	       row_number() OVER (PARTITION BY c.policy_id, d.connector_id ORDER BY d.action_id) AS place
	  FROM dlp_class AS c
	  JOIN dangerous_action AS d ON d.connector_id = c.connector_id
	  LEFT JOIN (SELECT policy_id, connector_id, min(default_behavior) AS default_behavior
	               FROM dlp_action_rule
	              GROUP BY policy_id, connector_id) AS s
	    ON s.policy_id = c.policy_id AND s.connector_id = c.connector_id
	  LEFT JOIN dlp_action_rule AS r
	    ON r.policy_id = c.policy_id AND r.connector_id = c.connector_id
	   AND lower(r.action_id) = lower(d.action_id)
	 WHERE c.class IN ('General', 'Confidential')
	   AND lower(COALESCE(r.behavior, s.default_behavior, 'Allow')) <> 'block'
)
SELECT p.policy_name, o.connector_id, max(o.class) AS class,
       CASE WHEN max(o.default_behavior) IS NULL THEN 'the policy has no rules for its actions'
            ELSE 'its rules leave dangerous actions out' END AS why,
       count(*) AS action_count, min(o.action_id) AS example, min(o.danger) AS danger,
       max(o.default_behavior) AS default_behavior, p.policy_id
  FROM open AS o
  JOIN dlp_policy_scope AS p ON p.policy_id = o.policy_id
 GROUP BY p.policy_id, p.policy_name, o.connector_id
 ORDER BY p.policy_id, o.connector_id
