-- What is known of a service account itself, aspect by aspect: identity, licence, multifactor authentication, roles
-- and Conditional Access. state is ok, warning, problem or unknown; finding says what was found, next_step what to
-- do; amount is the count that the finding speaks of. An aspect on which nothing was collected is unknown, never ok.
-- index: principal_id
WITH
known AS MATERIALIZED (
	SELECT DISTINCT c.entity, c.scope, c.scope_id
	  FROM coverage AS c
	 CROSS JOIN moment AS m
	 WHERE c.snapshot_at <= m.at
),
account AS MATERIALIZED (
	SELECT a.principal_id, a.user_principal_name, p.principal_id IS NOT NULL AS is_recorded,
	       p.user_type, p.is_enabled, s.standing,
	       EXISTS (SELECT 1 FROM coe_account AS k WHERE k.principal_id = a.principal_id) AS is_coe
	  FROM service_account AS a
	  LEFT JOIN principal AS p ON p.principal_id = a.principal_id
	  LEFT JOIN principal_standing AS s ON s.principal_id = a.principal_id
),
product AS (
	SELECT l.principal_id, l.sku_id, lower(l.state) AS state,
	       COALESCE(l.sku_part_number, k.sku_part_number, k.display_name, l.sku_id) AS name
	  FROM license_assignment AS l
	  JOIN account AS a ON a.principal_id = l.principal_id
	  LEFT JOIN license AS k ON k.sku_id = l.sku_id
),
licence AS (
	SELECT principal_id, count(*) AS amount, min(name) AS name,
	       sum(CASE WHEN lower(name) LIKE '%trial%' OR lower(name) LIKE '%viral%'
	                  OR lower(name) LIKE '%free%' OR lower(name) LIKE '%_dev' THEN 1 ELSE 0 END) AS passing,
	       sum(CASE WHEN state = 'error' THEN 1 ELSE 0 END) AS failed,
	       max(EXISTS (SELECT 1 FROM license_plan AS n WHERE n.sku_id = p.sku_id)) AS has_plans,
	       max(EXISTS (SELECT 1 FROM license_plan AS n
	                    WHERE n.sku_id = p.sku_id AND lower(n.plan_name) LIKE 'exchange%')) AS has_mailbox
	  FROM product AS p
	 GROUP BY principal_id
),
policy AS (
	SELECT principal_id, sum(effect = 'binds') AS bound, sum(effect = 'open') AS open_count,
	       max(CASE WHEN effect = 'binds' AND asks_mfa = 1 THEN policy_name END) AS mfa_policy,
	       max(CASE WHEN effect = 'excluded' AND asks_mfa = 1 THEN policy_name END) AS spared_policy,
	       max(CASE WHEN effect = 'open' AND asks_mfa = 1 THEN policy_name END) AS open_policy,
	       max(CASE WHEN effect = 'binds' AND breaks = 'block' AND spares_locations = 1
	                THEN policy_name END) AS fence_policy,
	       min(CASE WHEN effect = 'binds' AND spares_locations = 0 THEN breaks END) AS breaks,
	       min(CASE WHEN effect = 'binds' AND spares_locations = 0 AND breaks IS NOT NULL
	                THEN policy_name END) AS breaking_policy,
	       min(CASE WHEN breaks IS NOT NULL AND (effect IN ('reports', 'open')
	                  OR effect = 'binds' AND spares_locations = 1) THEN policy_name END) AS looming_policy
	  FROM ca_binding
	 GROUP BY principal_id
),
given AS (
	SELECT CASE WHEN EXISTS (SELECT 1 FROM known WHERE entity = 'ca_policy') THEN 1 ELSE 0 END AS saw_policies,
	       CASE WHEN EXISTS (SELECT 1 FROM known WHERE entity = 'directory_role') THEN 1 ELSE 0 END AS saw_roles,
	       CASE WHEN EXISTS (SELECT 1 FROM known WHERE entity = 'directory_role' AND scope = 'tenant')
	            THEN 1 ELSE 0 END AS saw_all_roles,
	       CASE WHEN EXISTS (SELECT 1 FROM known WHERE entity = 'license_assignment' AND scope = 'tenant')
	            THEN 1 ELSE 0 END AS saw_licences,
	       CASE WHEN EXISTS (SELECT 1 FROM tenant_setting WHERE setting = 'securityDefaults.isEnabled'
	                            AND lower(value) = 'true') THEN 1 ELSE 0 END AS has_defaults
),
mfa AS (
	SELECT a.principal_id, t.is_mfa_registered, t.principal_id IS NOT NULL AS is_listed,
	       CASE WHEN lower(t.per_user_mfa_state) IN ('enabled', 'enforced') OR g.has_defaults = 1
	              OR p.mfa_policy IS NOT NULL THEN 1 ELSE 0 END AS is_asked,
	       CASE WHEN g.saw_policies = 0 OR p.open_policy IS NOT NULL THEN 0 ELSE 1 END AS is_decided,
	       p.fence_policy, p.spared_policy
	  FROM account AS a
	 CROSS JOIN given AS g
	  LEFT JOIN authentication_method AS t ON t.principal_id = a.principal_id
	  LEFT JOIN policy AS p ON p.principal_id = a.principal_id
),
role AS (
	SELECT principal_id, max(CASE WHEN is_active = 1 THEN 1 ELSE 0 END) AS is_active, min(name) AS name,
	       max(CASE WHEN kind = 'global' THEN 1 ELSE 0 END) AS is_global
	  FROM service_account_role
	 GROUP BY principal_id
)
SELECT a.principal_id, 10 AS position, 'identity' AS aspect,
       CASE
         WHEN a.standing IN ('deleted', 'disabled', 'unlisted', 'marked') THEN 'problem'
         WHEN a.is_recorded = 0 OR a.is_enabled IS NULL THEN 'unknown'
         WHEN a.user_type = 'guest' THEN 'problem'
         ELSE 'ok'
       END AS state,
       CASE
         WHEN a.standing = 'deleted' THEN 'the account is deleted'
         WHEN a.standing = 'disabled' THEN 'the account is disabled'
         WHEN a.standing = 'unlisted' THEN 'the complete directory does not hold it'
         WHEN a.standing = 'marked' THEN 'the CoE kit did not find it'
         WHEN a.is_recorded = 0 THEN 'no list of people holds it'
         WHEN a.is_enabled IS NULL THEN 'whether it is enabled was not collected'
         WHEN a.user_type = 'guest' THEN 'it is a guest of another tenant'
         ELSE 'enabled'
       END AS finding,
       CASE
         WHEN a.standing = 'disabled' THEN 'Enable it, or move its flows and connections to another account'
         WHEN a.standing IN ('deleted', 'unlisted', 'marked')
           THEN 'Move its flows and connections to another account now'
         WHEN a.is_recorded = 0 OR a.is_enabled IS NULL THEN 'Collect the users of the directory'
         WHEN a.user_type = 'guest' THEN 'Use a member account of this tenant'
       END AS next_step,
       NULL AS amount
  FROM account AS a
 UNION ALL
SELECT a.principal_id, 20, 'licence',
       CASE
         WHEN l.principal_id IS NULL AND g.saw_licences = 0
          AND NOT EXISTS (SELECT 1 FROM known WHERE entity = 'license_assignment' AND scope = 'object'
                             AND scope_id = a.principal_id) THEN 'unknown'
         WHEN l.principal_id IS NULL OR l.failed = l.amount OR l.passing = l.amount THEN 'problem'
         WHEN l.failed > 0 OR l.has_plans = 1 AND l.has_mailbox = 0 THEN 'warning'
         ELSE 'ok'
       END,
       CASE
         WHEN l.principal_id IS NULL AND g.saw_licences = 0
          AND NOT EXISTS (SELECT 1 FROM known WHERE entity = 'license_assignment' AND scope = 'object'
                             AND scope_id = a.principal_id) THEN 'its licences were not collected'
         WHEN l.principal_id IS NULL THEN 'it has no licence'
         WHEN l.failed = l.amount THEN 'its licences could not be assigned'
         WHEN l.passing = l.amount THEN 'it has only trial or free licences'
         WHEN l.failed > 0 THEN 'a licence could not be assigned'
         WHEN l.has_plans = 1 AND l.has_mailbox = 0 THEN 'no licence of it has a mailbox'
         ELSE 'licensed: ' || l.name
       END,
       CASE
         WHEN l.principal_id IS NULL AND g.saw_licences = 0 THEN 'Collect the users with their licences'
         WHEN l.principal_id IS NULL OR l.passing = l.amount
           THEN 'Assign a paid licence before premium flows are switched off'
         WHEN l.failed > 0 THEN 'Look at the licence errors of the account'
         WHEN l.has_plans = 1 AND l.has_mailbox = 0 THEN 'Give it a mailbox if its flows send mail or approvals'
       END,
       l.amount
  FROM account AS a
 CROSS JOIN given AS g
  LEFT JOIN licence AS l ON l.principal_id = a.principal_id
 UNION ALL
SELECT m.principal_id, 30, 'multifactor authentication',
       CASE
         WHEN m.is_mfa_registered = 1 THEN 'ok'
         WHEN m.is_mfa_registered = 0 AND m.is_asked = 1 THEN 'problem'
         WHEN m.is_mfa_registered IS NULL OR m.is_decided = 0 THEN 'unknown'
         WHEN m.fence_policy IS NOT NULL THEN 'warning'
         ELSE 'problem'
       END,
       CASE
         WHEN m.is_mfa_registered = 1 THEN 'a strong method is registered'
         WHEN m.is_mfa_registered = 0 AND m.is_asked = 1 THEN 'it is asked for MFA and has nothing registered'
         WHEN m.is_listed = 0 THEN 'it stands in no registration report'
         WHEN m.is_mfa_registered IS NULL THEN 'its registration was not collected'
         WHEN m.is_decided = 0 THEN 'nothing is registered; whether MFA is asked for is not known'
         WHEN m.fence_policy IS NOT NULL THEN 'no MFA, but bound to locations by ' || m.fence_policy
         WHEN m.spared_policy IS NOT NULL THEN 'no MFA: excluded from ' || m.spared_policy || ', and bound to no location'
         ELSE 'no MFA, and no policy binds it to a location'
       END,
       CASE
         WHEN m.is_mfa_registered = 1 THEN NULL
         WHEN m.is_mfa_registered = 0 AND m.is_asked = 1
           THEN 'Register a method and sign its connections in again (else 50079)'
         WHEN m.is_mfa_registered IS NULL OR m.is_decided = 0
           THEN 'Collect registration details and Conditional Access policies'
         WHEN m.fence_policy IS NOT NULL THEN NULL
         ELSE 'Bind it to trusted locations, or register a method'
       END,
       NULL
  FROM mfa AS m
 UNION ALL
SELECT a.principal_id, 40, 'roles',
       CASE
         WHEN r.is_global = 1 AND r.is_active = 1 THEN 'warning'
         WHEN a.is_coe = 1 AND (r.is_active = 0 OR r.principal_id IS NULL AND g.saw_all_roles = 1) THEN 'problem'
         WHEN a.is_coe = 1 AND g.saw_roles = 1 AND r.principal_id IS NULL THEN 'warning'
         WHEN g.saw_roles = 0 THEN 'unknown'
         WHEN r.is_active = 1 AND a.is_coe = 0 THEN 'warning'
         WHEN r.principal_id IS NULL AND g.saw_all_roles = 0 THEN 'unknown'
         ELSE 'ok'
       END,
       CASE
         WHEN r.is_global = 1 AND r.is_active = 1 THEN 'it is Global Administrator'
         WHEN a.is_coe = 1 AND r.is_active = 0
           THEN 'it may only activate ' || r.name || ', and no flow can'
         WHEN a.is_coe = 1 AND g.saw_roles = 1 AND r.principal_id IS NULL
           THEN 'it runs the CoE kit, and no role of a platform administrator was found'
         WHEN g.saw_roles = 0 THEN 'directory roles were not collected'
         WHEN r.is_active = 1 THEN 'it is ' || r.name
         WHEN g.saw_all_roles = 0 THEN 'no role was found among those that were collected'
         ELSE 'no administrator of the platform'
       END,
       CASE
         WHEN r.is_global = 1 AND r.is_active = 1 THEN 'Give it Power Platform Administrator instead'
         WHEN a.is_coe = 1 AND g.saw_roles = 1 AND COALESCE(r.is_active, 0) = 0
           THEN 'Assign Power Platform Administrator permanently'
         WHEN r.is_active = 1 AND a.is_coe = 0 THEN 'Ask whether its flows need this role'
         WHEN g.saw_all_roles = 0 THEN 'Collect directory roles and eligible assignments'
       END,
       NULL
  FROM account AS a
 CROSS JOIN given AS g
  LEFT JOIN role AS r ON r.principal_id = a.principal_id
 UNION ALL
SELECT a.principal_id, 50, 'conditional access',
       CASE
         WHEN g.saw_policies = 0 THEN 'unknown'
         WHEN p.breaking_policy IS NOT NULL THEN 'problem'
         WHEN p.looming_policy IS NOT NULL THEN 'warning'
         WHEN p.open_count > 0 THEN 'unknown'
         ELSE 'ok'
       END,
       CASE
         WHEN g.saw_policies = 0 THEN 'Conditional Access policies were not collected'
         WHEN p.breaking_policy IS NOT NULL THEN p.breaking_policy || ' ends its sign-ins: ' || p.breaks
         WHEN p.looming_policy IS NOT NULL THEN p.looming_policy || ' would end its sign-ins where it applies'
         WHEN p.open_count > 0 THEN 'policies for groups whose members were not collected: ' || p.open_count
         WHEN COALESCE(p.bound, 0) = 0 THEN 'no policy binds it'
         ELSE 'the policies that bind it let it sign in'
       END,
       CASE
         WHEN g.saw_policies = 0 THEN 'Collect Conditional Access policies'
         WHEN p.breaking_policy IS NOT NULL THEN 'Take it out of that control, and bind it to a trusted location instead'
         WHEN p.looming_policy IS NOT NULL THEN 'Settle this before the policy applies'
         WHEN p.open_count > 0 THEN 'Collect the members of the groups that policies name'
       END,
       p.bound
  FROM account AS a
 CROSS JOIN given AS g
  LEFT JOIN policy AS p ON p.principal_id = a.principal_id
