-- Which Conditional Access policies bind which service account: one row for each policy that is not switched off,
-- and each account. effect: binds, reports (report-only), excluded, apart (does not include it), or open (a group of
-- it whose members are not known decides). breaks: the control that no unattended sign-in can satisfy, NULL when
-- there is none. Groups are followed through nested groups; a group's members count as known when any member of it
-- is known.
-- index: principal_id
WITH RECURSIVE
account AS MATERIALIZED (
	SELECT a.principal_id, p.user_type
	  FROM service_account AS a
	  LEFT JOIN principal AS p ON p.principal_id = a.principal_id
),
belongs (principal_id, group_id) AS (
	SELECT g.principal_id, g.group_id
	  FROM group_member AS g
	  JOIN account AS a ON a.principal_id = g.principal_id
	 WHERE g.relation = 'member'
	 UNION
	SELECT b.principal_id, g.group_id
	  FROM belongs AS b
	  JOIN group_member AS g ON g.principal_id = b.group_id
	 WHERE g.relation = 'member'
),
known_group AS MATERIALIZED (
	SELECT DISTINCT group_id FROM group_member WHERE relation = 'member'
),
holds AS MATERIALIZED (
	SELECT DISTINCT a.principal_id, r.role_id, COALESCE(d.template_id, r.role_id) AS template_id
	  FROM account AS a
	  JOIN directory_role AS r
	    ON r.principal_id = a.principal_id
	    OR r.principal_id IN (SELECT group_id FROM belongs WHERE principal_id = a.principal_id)
	  LEFT JOIN directory_role_definition AS d ON d.role_id = r.role_id
	 WHERE r.assignment = 'active'
),
roles AS (
	SELECT CASE WHEN EXISTS (SELECT 1 FROM coverage WHERE entity = 'directory_role')
	            THEN 1 ELSE 0 END AS are_known
),
hit AS MATERIALIZED (
	SELECT a.principal_id, t.policy_id, t.relation,
	       CASE
	         WHEN t.target_kind = 'user' AND lower(t.target) = 'all' THEN 'all users'
	         WHEN t.target_kind = 'user' AND lower(t.target) = a.principal_id THEN 'the account itself'
	         WHEN t.target_kind = 'user' AND lower(t.target) = 'guestsorexternalusers'
	          AND a.user_type = 'guest' THEN 'guests'
	         WHEN t.target_kind = 'group' AND b.group_id IS NOT NULL THEN 'a group'
	         WHEN t.target_kind = 'role'
	          AND EXISTS (SELECT 1 FROM holds AS h
	                       WHERE h.principal_id = a.principal_id
	                         AND lower(t.target) IN (h.role_id, h.template_id, 'all')) THEN 'a role'
	         WHEN t.target_kind = 'group' AND k.group_id IS NULL THEN '?'
	         WHEN t.target_kind = 'role' AND r.are_known = 0 THEN '?'
	       END AS way
	  FROM ca_policy_target AS t
	 CROSS JOIN account AS a
	 CROSS JOIN roles AS r
	  LEFT JOIN belongs AS b ON b.principal_id = a.principal_id AND b.group_id = lower(t.target)
	  LEFT JOIN known_group AS k ON k.group_id = lower(t.target)
	 WHERE t.target_kind IN ('user', 'group', 'role')
),
reach AS (
	SELECT h.policy_id, h.principal_id,
	       min(CASE WHEN h.relation = 'include' AND h.way <> '?' THEN h.way END) AS included_by,
	       min(CASE WHEN h.relation = 'exclude' AND h.way <> '?' THEN h.way END) AS excluded_by,
	       max(CASE WHEN h.relation = 'include' AND h.way = '?' THEN 1 ELSE 0 END) AS may_include,
	       max(CASE WHEN h.relation = 'exclude' AND h.way = '?' THEN 1 ELSE 0 END) AS may_exclude
	  FROM hit AS h
	 GROUP BY h.policy_id, h.principal_id
),
scope AS (
	SELECT t.policy_id,
	       max(CASE WHEN t.relation = 'include' AND lower(t.target) = 'all' THEN 1 ELSE 0 END) AS has_all,
	       max(CASE WHEN t.relation = 'include' AND lower(t.target) = 'office365' THEN 1 ELSE 0 END) AS has_office,
	       max(CASE WHEN t.relation = 'include' AND x.kind = 'platform' THEN 1 ELSE 0 END) AS has_platform,
	       max(CASE WHEN t.relation = 'include' AND x.kind = 'service' THEN 1 ELSE 0 END) AS has_service,
	       max(CASE WHEN t.relation = 'exclude' AND x.kind = 'platform' THEN 1 ELSE 0 END) AS lacks_platform
	  FROM ca_policy_target AS t
	  LEFT JOIN platform_application AS x ON x.app_id = lower(t.target)
	 WHERE t.target_kind = 'application'
	 GROUP BY t.policy_id
),
condition AS (
	SELECT policy_id,
	       max(CASE WHEN target_kind = 'location' AND relation = 'exclude' THEN 1 ELSE 0 END) AS spares_locations,
	       max(CASE WHEN target_kind IN ('sign_in_risk', 'user_risk') THEN 1 ELSE 0 END) AS is_for_risk,
	       max(CASE WHEN target_kind = 'client_app' AND lower(target) IN ('all', 'mobileappsanddesktopclients')
	                THEN 1 WHEN target_kind = 'client_app' THEN 0 END) AS is_for_clients
	  FROM ca_policy_target
	 GROUP BY policy_id
),
control AS (
	SELECT policy_id, count(*) AS control_count,
	       max(CASE WHEN lower(control) = 'mfa' THEN 1 ELSE 0 END) AS has_mfa,
	       max(CASE WHEN lower(control) = 'block' THEN 1 ELSE 0 END) AS has_block,
	       max(CASE WHEN lower(control) IN ('compliantdevice', 'domainjoineddevice', 'approvedapplication',
	                                        'compliantapplication') THEN 1 ELSE 0 END) AS has_device,
	       max(CASE WHEN lower(control) = 'termsofuse' THEN 1 ELSE 0 END) AS has_terms,
	       max(CASE WHEN lower(control) = 'passwordchange' THEN 1 ELSE 0 END) AS has_password
	  FROM ca_policy_control
	 GROUP BY policy_id
)
SELECT p.policy_id, a.principal_id, COALESCE(p.display_name, p.policy_id) AS policy_name, p.state,
       CASE
         WHEN r.excluded_by IS NOT NULL THEN 'excluded'
         WHEN r.included_by IS NULL AND COALESCE(r.may_include, 0) = 0 THEN 'apart'
         WHEN r.included_by IS NULL OR r.may_exclude = 1 THEN 'open'
         WHEN lower(p.state) = 'enabled' THEN 'binds'
         ELSE 'reports'
       END AS effect,
       r.included_by, r.excluded_by,
       CASE
         WHEN s.policy_id IS NULL THEN NULL
         WHEN s.has_all = 1 AND s.lacks_platform = 0 THEN 'all applications'
         WHEN s.has_office = 1 THEN 'Office 365'
         WHEN s.has_platform = 1 AND s.has_service = 1 THEN 'the platform and services'
         WHEN s.has_platform = 1 THEN 'the platform alone'
         WHEN s.has_service = 1 OR s.has_all = 1 THEN 'services without the platform'
         ELSE 'other applications'
       END AS applications,
       CASE WHEN c.has_mfa = 1 OR p.authentication_strength IS NOT NULL THEN 1 ELSE 0 END AS asks_mfa,
       COALESCE(n.spares_locations, 0) AS spares_locations,
       CASE
         WHEN s.policy_id IS NULL OR s.has_all + s.has_office + s.has_platform + s.has_service = 0
           OR n.is_for_risk = 1 OR n.is_for_clients = 0 THEN NULL
         WHEN c.has_block = 1 THEN 'block'
         WHEN c.has_device = 1 AND (upper(p.grant_operator) = 'AND' OR c.control_count = c.has_device) THEN 'device'
         WHEN c.has_terms = 1 AND (upper(p.grant_operator) = 'AND' OR c.control_count = 1) THEN 'terms of use'
         WHEN c.has_password = 1 AND (upper(p.grant_operator) = 'AND' OR c.control_count = 1) THEN 'password change'
         WHEN COALESCE(p.sign_in_frequency_enabled, 1) = 1
          AND (p.sign_in_frequency_value IS NOT NULL OR lower(p.sign_in_frequency_interval) = 'everytime')
           THEN 'sign-in frequency'
       END AS breaks,
       CASE WHEN COALESCE(p.sign_in_frequency_enabled, 1) = 1
            THEN COALESCE(CASE WHEN lower(p.sign_in_frequency_interval) = 'everytime' THEN 'every time' END,
                          CAST(p.sign_in_frequency_value AS TEXT) || ' ' || p.sign_in_frequency_type)
       END AS sign_in_frequency
  FROM ca_policy AS p
 CROSS JOIN account AS a
  LEFT JOIN reach AS r ON r.policy_id = p.policy_id AND r.principal_id = a.principal_id
  LEFT JOIN scope AS s ON s.policy_id = p.policy_id
  LEFT JOIN condition AS n ON n.policy_id = p.policy_id
  LEFT JOIN control AS c ON c.policy_id = p.policy_id
 WHERE COALESCE(lower(p.state), '') <> 'disabled'
