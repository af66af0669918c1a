-- title:    Environments in which any web address can be called
-- severity: medium
-- needs:    environment, dlp_policy, dlp_policy.group_count, dlp_policy.default_classification
-- wants:    dlp_policy_environment, dlp_policy.default_classification, dlp_endpoint_rule
-- refs:     Microsoft "Connector endpoint filtering"; OWASP LCNC-SEC-03; MITRE T1048
-- rule:     DLP-014
-- resource: environment environment_id
-- key:      connector_id
--
-- HTTP actions send anything anywhere, and flows with an HTTP trigger can be called from outside. The policies of this
-- environment neither block them nor limit their addresses.
--
-- Block them in the default environment. Where they are needed, filter the addresses and end the list with * Deny.
-- Environments without any policy are not listed here; see environments-without-dlp. A trigger has no address to filter.
SELECT CASE WHEN e.is_default = 1 OR lower(e.sku) = 'default' THEN 'high' ELSE 'medium' END AS severity,
       e.display_name AS environment_name, k.connector_id,
       'no policy of the environment blocks it or limits its addresses' AS why,
       k.policies AS policy_count, e.sku, e.environment_id
  FROM (SELECT b.environment_id, c.connector_id, count(*) AS policies,
               count(CASE WHEN c.class IS NULL THEN 1 END) AS unknown,
               max(CASE WHEN c.class = 'Blocked' OR f.policy_id IS NOT NULL THEN 1 ELSE 0 END) AS is_limited
          FROM (SELECT k.policy_id, k.connector_id, k.class
                  FROM http_connector AS h
                 CROSS JOIN dlp_class AS k
                 WHERE k.connector_id = h.connector_id) AS c
          JOIN dlp_binding AS b ON b.policy_id = c.policy_id
          LEFT JOIN (SELECT DISTINCT policy_id, connector_id FROM dlp_endpoint_rule
                      WHERE endpoint = '*' AND lower(behavior) = 'deny') AS f
            ON f.policy_id = b.policy_id AND f.connector_id = c.connector_id
         GROUP BY b.environment_id, c.connector_id) AS k
  JOIN environment AS e ON e.environment_id = k.environment_id
 WHERE k.is_limited = 0
   AND k.unknown = 0
   AND COALESCE(e.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY e.environment_id, k.connector_id
