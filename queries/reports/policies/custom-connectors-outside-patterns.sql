-- title:    Custom connectors of which no data policy says anything
-- severity: medium
-- needs:    dlp_policy, dlp_connector_pattern, connector.is_custom
-- wants:    custom_connector, dlp_connector_pattern, dlp_policy_environment
-- refs:     Microsoft "Data policies for custom connectors"; OWASP LCNC-SEC-03
-- rule:     DLP-012
-- resource: connector connector_id
-- key:      reason
--
-- A pattern * that is ignored leaves every custom connector whose address no other pattern fits outside of the policy: it
-- may be combined with Business and Non-business connectors alike.
--
-- Give the address a pattern of its own, and let the last pattern block. A connector with policy templates can send its
-- calls to another host than the one that patterns look at; open it and see. Connectors that some policy of their
-- environment lists by name are left out.
WITH
judged AS (
	SELECT a.connector_id, a.display_name, a.environment_id, a.address,
	       count(c.policy_id) AS policies,
	       count(CASE WHEN c.basis = 'pattern' AND c.class = 'Ignore' THEN 1 END) AS ignoring,
	       count(CASE WHEN c.basis = 'listed' OR c.basis = 'pattern' AND c.class <> 'Ignore' THEN 1 END)
	         AS classifying
	  FROM custom_connector_address AS a
	  JOIN dlp_class AS c ON c.connector_id = a.connector_id
	 WHERE a.environment_id IS NULL
	    OR EXISTS (SELECT 1 FROM dlp_binding AS b
	                WHERE b.policy_id = c.policy_id AND b.environment_id = a.environment_id)
	 GROUP BY a.connector_id, a.display_name, a.environment_id, a.address
)
SELECT CASE WHEN j.ignoring > 0 AND j.classifying = 0 THEN 'medium' ELSE 'low' END AS severity,
       j.display_name AS connector_name, j.address,
       CASE WHEN j.ignoring > 0 AND j.classifying = 0 THEN 'ignored' ELSE 'reroutes' END AS reason,
       CASE WHEN j.ignoring > 0 AND j.classifying = 0
            THEN 'only the ignored pattern * fits its address'
            ELSE 'its policy templates can call another host than the patterns see' END AS why,
       j.policies AS policy_count, d.policies AS template_count, j.environment_id, j.connector_id
  FROM judged AS j
  LEFT JOIN custom_connector AS d ON d.connector_id = j.connector_id
 WHERE j.ignoring > 0 AND j.classifying = 0
    OR d.policies > 0 AND EXISTS (SELECT 1 FROM dlp_connector_pattern)
 ORDER BY j.connector_id
