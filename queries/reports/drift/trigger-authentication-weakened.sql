-- title:    Flows that more people may call than before
-- severity: high
-- needs:    flow_action
-- before:   flow_action
-- wants:    flow
-- refs:     Microsoft "Add OAuth authentication for HTTP request triggers"; OWASP LCNC-SEC-02; MITRE T1190
-- rule:     DRF-008
-- resource: flow flow_id
--
-- Who may call an HTTP trigger is one field of the flow. Set to anyone, the address alone is enough to run the flow
-- with the connections of its owner, from anywhere on the internet.
--
-- Set it back to specific people or applications, and make a new trigger, so that the open address dies.
--
-- Critical: it was opened to anyone. High: no rule is set any more, which means anyone with the address. Medium:
-- from some people to the whole tenant, also when the list of allowed people is empty now. Only flows whose
-- definition both snapshots hold are compared.
WITH
ranked AS (
	SELECT n.flow_id, n.name, n.environment_id, n.trigger_authentication, w.trigger_authentication AS old_authentication,
	       CASE WHEN n.trigger_authentication IS NULL THEN 1 WHEN lower(n.trigger_authentication) = 'all' THEN 0
	            WHEN lower(n.trigger_authentication) = 'user' AND COALESCE(n.trigger_allowed_users, '') <> '' THEN 3
	            ELSE 2 END AS new_rank,
	       CASE WHEN w.trigger_authentication IS NULL THEN 1 WHEN lower(w.trigger_authentication) = 'all' THEN 0
	            WHEN lower(w.trigger_authentication) = 'user' AND COALESCE(w.trigger_allowed_users, '') <> '' THEN 3
	            ELSE 2 END AS old_rank
	  FROM flow_action AS n
	  JOIN flow_action_before AS w ON w.flow_id = n.flow_id AND w.step = n.step AND w.name = n.name
	 WHERE n.step = 'trigger' AND lower(n.action_type) = 'request' AND lower(n.action_kind) = 'http'
	   AND lower(w.action_kind) = 'http'
	   AND COALESCE(n.is_deleted, 0) = 0
)
SELECT CASE r.new_rank WHEN 0 THEN 'critical' WHEN 1 THEN 'high' ELSE 'medium' END AS severity,
       f.display_name AS flow_name,
       CASE r.new_rank WHEN 0 THEN 'it was opened to anyone' WHEN 1 THEN 'no rule is set any more'
                       ELSE 'it was opened to the whole tenant' END AS why,
       r.old_authentication, r.trigger_authentication, lower(f.state) AS state,
       COALESCE(f.owner_id, f.creator_id) AS owner_id,
       COALESCE(p.display_name, p.user_principal_name, f.creator_name) AS owner_name,
       e.display_name AS environment_name, COALESCE(f.environment_id, r.environment_id) AS environment_id,
       r.name AS trigger_name, r.flow_id
  FROM ranked AS r
  LEFT JOIN flow AS f ON f.flow_id = r.flow_id
  LEFT JOIN environment AS e ON e.environment_id = COALESCE(f.environment_id, r.environment_id)
  LEFT JOIN principal AS p ON p.principal_id = COALESCE(f.owner_id, f.creator_id)
 WHERE r.new_rank < r.old_rank
   AND COALESCE(f.row_active, 1) = 1
   AND COALESCE(f.is_deleted, 0) = 0
   AND COALESCE(e.is_deleted, 0) = 0
 ORDER BY r.flow_id, r.name
