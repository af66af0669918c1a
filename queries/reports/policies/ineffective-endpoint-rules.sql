-- title:    Endpoint rules that do not hold
-- severity: medium
-- needs:    dlp_policy, dlp_endpoint_rule
-- wants:    flow_action, dlp_policy_environment, connection
-- refs:     Microsoft "Connector endpoint filtering"; OWASP LCNC-SEC-03
-- rule:     DLP-015
-- resource: :resource_kind resource_id
-- key:      connector_id reason subject
--
-- The first rule that fits an address decides. A list that ends with * Allow and denies nothing before allows all; a
-- rule below a broader one is never reached; and an address that is an expression is not seen when the flow is saved.
--
-- End each list with * Deny, and put narrow rules above broad ones. Replace expressions by fixed addresses, or by
-- environment variables that are reviewed. Reasons: open (nothing is denied), shadowed (a broader rule stands above),
-- dynamic (the address is an expression), entra (SQL Server and Blob Storage are not filtered when they sign in with
-- Entra ID).
WITH
rule AS (
	SELECT r.*, replace(replace(replace(replace(lower(r.endpoint),
	         '!', '!!'), '%', '!%'), '_', '!_'), '*', '%') AS shape
	  FROM dlp_endpoint_rule AS r
),
flaw AS (
	SELECT 'dlp_policy' AS resource_kind, r.policy_id AS resource_id, r.policy_id, r.connector_id,
	       'open' AS reason, '*' AS subject, CAST(NULL AS TEXT) AS environment_id
	  FROM rule AS r
	 GROUP BY r.policy_id, r.connector_id
	HAVING max(CASE WHEN lower(r.behavior) = 'deny' THEN 1 ELSE 0 END) = 0
	UNION
	SELECT 'dlp_policy', r.policy_id, r.policy_id, r.connector_id, 'shadowed', r.endpoint, NULL
	  FROM rule AS r
	  JOIN rule AS b
	    ON b.policy_id = r.policy_id AND b.connector_id = r.connector_id
	   AND b.position < r.position
	   AND lower(r.endpoint) LIKE b.shape ESCAPE '!'
	UNION
	SELECT 'flow', h.flow_id, h.policy_id, h.connector_id, 'dynamic', h.action_name, NULL
	  FROM dlp_rule_hit AS h
	 WHERE h.kind = 'endpoint' AND h.verdict = 'unknown'
	UNION
	SELECT u.resource_kind, u.resource_id, b.policy_id, u.connector_id, 'entra', u.connector_id, NULL
	  FROM resource_connector AS u
	  JOIN connection AS c ON c.connection_id = u.connection_id
	  JOIN policy_resource AS o
	    ON o.resource_kind = u.resource_kind AND o.resource_id = u.resource_id
	  JOIN dlp_binding AS b ON b.environment_id = o.environment_id
	 WHERE u.connector_id IN ('shared_sql', 'shared_azureblob')
	   AND lower(c.auth_type) IN ('entraiduserlogin', 'oauth', 'oauthsp', 'certoauth')
	   AND EXISTS (SELECT 1 FROM dlp_endpoint_rule AS r
	                WHERE r.policy_id = b.policy_id AND r.connector_id = u.connector_id)
)
SELECT CASE WHEN f.reason = 'shadowed' THEN 'low' ELSE 'medium' END AS severity,
       f.resource_kind, COALESCE(o.resource_name, p.display_name) AS resource_name,
       f.reason, f.subject,
       CASE f.reason
         WHEN 'open' THEN 'no address is denied'
         WHEN 'shadowed' THEN 'a broader rule stands above it'
         WHEN 'dynamic' THEN 'the address is known only when the flow runs'
         ELSE 'connections with Entra ID are not filtered'
       END AS why,
       p.display_name AS policy_name, f.connector_id, o.owner_id, o.owner_name, o.environment_name,
       o.environment_id, f.policy_id, f.resource_id
  FROM flaw AS f
  JOIN dlp_policy AS p ON p.policy_id = f.policy_id
  LEFT JOIN policy_resource AS o
    ON o.resource_kind = f.resource_kind AND o.resource_id = f.resource_id
 WHERE f.resource_kind = 'dlp_policy' OR o.resource_id IS NOT NULL
 ORDER BY f.resource_kind, f.resource_id, f.policy_id, f.connector_id, f.reason, f.subject
