-- title:    What changed about service accounts
-- severity: medium
-- needs:    principal
-- before:   principal
-- wants:    license_assignment, directory_role, authentication_method
-- refs:     Microsoft "Set up the CoE Starter Kit"; CoE issues 4861, 6554
-- rule:     IDN-003
-- resource: principal principal_id
-- key:      change detail_id
--
-- A service account dies of small changes: a licence that was taken for somebody else, a role that was made
-- eligible, a password that was reset. Each stands in this list before its flows stop.
--
-- Undo what was a mistake. After a reset of the password sign every connection of the account in again on the same
-- day.
--
-- Compared with the previous snapshot, and only where that one held such facts of the account. A licence or role
-- that came by another way (through a group, say) shows as one that went and one that is there, so look at both.
WITH
told AS (
	SELECT DISTINCT c.entity, c.scope, c.scope_id
	  FROM coverage AS c
	  JOIN moment AS m ON m.at = c.snapshot_at
	 WHERE c.entity IN ('license_assignment', 'directory_role')
),
change AS (
	SELECT a.principal_id, 'sign-in' AS change, '' AS detail_id,
	       CASE n.is_enabled WHEN 0 THEN 'it was disabled' ELSE 'it was enabled' END AS why,
	       CASE n.is_enabled WHEN 0 THEN 'high' ELSE 'info' END AS severity, NULL AS detail
	  FROM service_account AS a
	  JOIN principal AS n ON n.principal_id = a.principal_id
	  JOIN principal_before AS w ON w.principal_id = a.principal_id
	 WHERE n.is_enabled <> w.is_enabled
	 UNION ALL
	SELECT a.principal_id, 'licence', w.sku_id, 'a licence was taken away', 'high',
	       COALESCE(w.sku_part_number, l.sku_part_number, l.display_name)
	  FROM service_account AS a
	  JOIN license_assignment_before AS w ON w.principal_id = a.principal_id
	  LEFT JOIN license_assignment AS n ON n.principal_id = w.principal_id AND n.sku_id = w.sku_id
	  LEFT JOIN license AS l ON l.sku_id = w.sku_id
	 WHERE n.sku_id IS NULL
	   AND EXISTS (SELECT 1 FROM told AS t
	                WHERE t.entity = 'license_assignment'
	                  AND (t.scope = 'tenant' OR t.scope_id = a.principal_id))
	 UNION ALL
	SELECT a.principal_id, 'role', w.role_id || ' ' || w.scope,
	       CASE WHEN e.role_id IS NOT NULL THEN 'a role became eligible only' ELSE 'a role was taken away' END, 'high',
	       w.role_name
	  FROM service_account AS a
	  JOIN directory_role_before AS w ON w.principal_id = a.principal_id AND w.assignment = 'active'
	  LEFT JOIN directory_role AS n
	         ON n.principal_id = w.principal_id AND n.role_id = w.role_id AND n.scope = w.scope
	        AND n.assignment = 'active'
	  LEFT JOIN directory_role AS e
	         ON e.principal_id = w.principal_id AND e.role_id = w.role_id AND e.scope = w.scope
	        AND e.assignment = 'eligible'
	 WHERE n.role_id IS NULL
	   AND (e.role_id IS NOT NULL OR EXISTS (SELECT 1 FROM told AS t
	                                          WHERE t.entity = 'directory_role' AND t.scope = 'tenant'))
	 UNION ALL
	SELECT a.principal_id, 'role', n.role_id || ' ' || n.scope, 'a role was given', 'medium', n.role_name
	  FROM service_account AS a
	  JOIN directory_role AS n ON n.principal_id = a.principal_id AND n.assignment = 'active'
	 CROSS JOIN moment AS m
	  LEFT JOIN directory_role_before AS w
	         ON w.principal_id = n.principal_id AND w.role_id = n.role_id AND w.scope = n.scope
	        AND w.assignment = 'active'
	 WHERE w.role_id IS NULL
	   AND (n.starts_at > m.before_at
	        OR EXISTS (SELECT 1 FROM coverage AS c
	                    WHERE c.entity = 'directory_role' AND c.scope = 'tenant' AND c.snapshot_at <= m.before_at))
	 UNION ALL
	SELECT a.principal_id, 'multifactor authentication', '',
	       CASE n.is_mfa_registered WHEN 0 THEN 'its strong methods were removed' ELSE 'a strong method was registered' END,
	       CASE n.is_mfa_registered WHEN 0 THEN 'high' ELSE 'info' END, NULL
	  FROM service_account AS a
	  JOIN authentication_method AS n ON n.principal_id = a.principal_id
	  JOIN authentication_method_before AS w ON w.principal_id = a.principal_id
	 WHERE n.is_mfa_registered <> w.is_mfa_registered
	 UNION ALL
	SELECT a.principal_id, 'password', '', 'its password was changed', 'high', NULL
	  FROM service_account AS a
	  JOIN sign_in_activity AS n ON n.principal_id = a.principal_id
	 CROSS JOIN moment AS m
	 WHERE n.password_changed_at > m.before_at
)
SELECT c.severity, COALESCE(a.display_name, a.user_principal_name) AS account_name, c.why, c.detail,
       a.user_principal_name, a.basis, c.change, c.detail_id, c.principal_id
  FROM change AS c
  JOIN service_account AS a ON a.principal_id = c.principal_id
 ORDER BY COALESCE(lower(a.user_principal_name), ''), c.principal_id, c.change, c.detail_id, c.why
