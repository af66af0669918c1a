-- title:    Environments in which new connectors are allowed at once
-- severity: medium
-- needs:    environment, dlp_policy, dlp_policy.default_classification
-- wants:    dlp_policy_environment, dlp_policy.default_classification, dlp_policy.environment_type
-- refs:     Microsoft "Default data group"; OWASP LCNC-SEC-05
-- rule:     DLP-003
-- resource: environment environment_id
--
-- A connector that no policy lists falls into the default group. Where that group is not Blocked in any policy, each
-- connector that appears in the platform can be used from its first day, and nobody decided it.
--
-- Set the default group of one policy that covers the environment to Blocked, after moving the connectors in use into
-- a group. Environments that no policy covers are not listed here; see environments-without-dlp. Where the default of a
-- policy is not known, as in the CoE kit, the environment is left out.
SELECT CASE WHEN k.is_tenant_wide = 1 THEN 'high' ELSE 'medium' END AS severity,
       e.display_name AS environment_name, e.sku,
       CASE WHEN k.policies = 1 THEN 'its policy lets unlisted connectors in'
            ELSE 'none of its policies keeps unlisted connectors out' END AS why,
       k.policies AS policy_count, k.policy_name, k.is_tenant_wide, e.environment_id
  FROM (SELECT b.environment_id, count(*) AS policies, min(p.policy_name) AS policy_name,
               max(CASE WHEN p.scope IN ('all', 'except') THEN 1 ELSE 0 END) AS is_tenant_wide,
               count(CASE WHEN p.default_classification IN ('General', 'Confidential') THEN 1 END) AS open
          FROM dlp_binding AS b
          JOIN dlp_policy_scope AS p ON p.policy_id = b.policy_id
         GROUP BY b.environment_id) AS k
  JOIN environment AS e ON e.environment_id = k.environment_id
 WHERE k.open = k.policies
   AND COALESCE(e.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY e.environment_id
