-- title:    People who gain a service account's rights through a child flow
-- severity: medium
-- needs:    flow, flow_action, flow_action.secure_inputs, resource_connector:flow, connection
-- wants:    principal, role_assignment:flow
-- param:    share_users integer 20  a flow shared with more people than this is looked at, however it starts
-- refs:     OWASP LCNC-SEC-01, LCNC-SEC-02; MITRE T1078.004; Microsoft "Create child flows"
-- rule:     FLW-008
-- resource: flow flow_id
-- key:      child_flow_id connector_id reference
--
-- A child flow runs on its own connections, never on those of whoever starts the parent. When a child's connection is
-- signed in with a service account, everybody who may start the parent works with that account's rights, at a distance
-- that no permission list shows. That is often meant so, and always worth a look.
--
-- Check that the child is not shared itself, that its account is alive and may do no more than the task needs, and that
-- the caller cannot choose the site, list, file or recipient. Share the parent with a named group instead of everybody.
--
-- Reachable children count at any depth. `open_points` says which of these conditions are not met; has_free_target is a
-- guess from the child's definition (what starts it flows into an address, table, query or recipient). A row of low
-- severity tells a child whose account is not known. Who may run a flow is known only where permissions or sharing numbers
-- were collected; for flows called by apps and agents it is whoever may use those. `service_basis` says why an account is
-- taken for a service account.
WITH
called AS (
	SELECT DISTINCT child_flow_id AS flow_id FROM flow_call
),
parent AS (
	SELECT h.flow_id, h.flow_name, h.owner_id, h.owner_name, h.owner_upn, h.environment_id,
	       h.environment_name, r.way, r.runners,
	       CASE WHEN r.is_everyone = 1 OR r.group_count > 0
	              OR r.way = 'http' AND COALESCE(r.who_calls, '') IN ('anyone', 'tenant')
	            THEN 1 ELSE 0 END AS is_wide
	  FROM flow_home AS h
	  JOIN flow_runner AS r ON r.flow_id = h.flow_id
	  LEFT JOIN called AS c ON c.flow_id = h.flow_id
	 WHERE h.is_live = 1
	   AND (r.user_count > CAST(:share_users AS INTEGER) OR r.is_everyone = 1
	        OR r.is_by_people = 1
	           AND (c.flow_id IS NULL OR r.way <> 'button' OR r.user_count > 0 OR r.group_count > 0))
),
stepped AS (
	SELECT p.*, t.descendant_flow_id AS child_flow_id, t.depth, c.reference, c.connector_id,
	       c.connection_id, c.account_name, c.is_service_account, c.service_basis, c.account_state,
	       c.status AS connection_status,
	       CASE WHEN c.is_service_account = 1 THEN 'service'
	            WHEN c.is_service_account IS NULL THEN 'unknown'
	            WHEN COALESCE(c.account_id, '') <> COALESCE(p.owner_id, '')
	             AND COALESCE(lower(c.account_name), '') <> COALESCE(p.owner_upn, '')
	             AND s.kind = 'corporate' THEN 'other' END AS whose
	  FROM parent AS p
	  JOIN flow_call_closure AS t ON t.ancestor_flow_id = p.flow_id
	                             AND t.descendant_flow_id <> p.flow_id
	  JOIN flow_connection AS c ON c.flow_id = t.descendant_flow_id
	                           AND COALESCE(c.runs_as, 'embedded') = 'embedded'
	  LEFT JOIN data_store AS s ON s.connector_id = c.connector_id
	 WHERE c.reference <> '' OR c.connection_id IS NOT NULL
),
free AS (
	SELECT flow_id, connector_id, max(is_from_trigger) AS has_free_target
	  FROM action_parameter
	 WHERE role IN ('target', 'address', 'recipient', 'query')
	 GROUP BY flow_id, connector_id
),
weighed AS (
	SELECT s.*, ch.flow_name AS child_name, ch.state AS child_state, ch.is_on AS child_is_on,
	       CASE WHEN r.is_everyone = 1 OR r.user_count > 0 OR r.group_count > 0 THEN 1
	            WHEN r.user_count = 0 AND COALESCE(r.group_count, 0) = 0 THEN 0 END AS is_child_shared,
	       CASE WHEN f.has_free_target IS NOT NULL THEN f.has_free_target
	            WHEN EXISTS (SELECT 1 FROM flow_action AS d
	                          WHERE d.flow_id = s.child_flow_id AND d.inputs IS NOT NULL) THEN 0
	       END AS has_free_target
	  FROM stepped AS s
	  LEFT JOIN flow_home AS ch ON ch.flow_id = s.child_flow_id
	  LEFT JOIN flow_runner AS r ON r.flow_id = s.child_flow_id
	  LEFT JOIN free AS f ON f.flow_id = s.child_flow_id AND f.connector_id = s.connector_id
	 WHERE s.whose IS NOT NULL
	   AND COALESCE(ch.is_live, 1) = 1
)
SELECT CASE WHEN whose = 'unknown' THEN 'low' WHEN is_wide = 1 THEN 'high' ELSE 'medium' END AS severity,
       flow_name AS parent_name,
       CASE whose WHEN 'service' THEN 'a child uses a service account'
                  WHEN 'other' THEN 'a child uses another person''s account'
                  ELSE 'a child uses an account that is not known' END AS why,
       child_name, depth, way, runners, account_name, is_service_account, service_basis,
       COALESCE(k.display_name, w.connector_id) AS connector_name,
       NULLIF(substr(CASE WHEN is_child_shared = 1 THEN '; child shared' ELSE '' END
              || CASE WHEN child_is_on = 0 THEN '; child off' ELSE '' END
              || CASE WHEN account_state <> 'valid' THEN '; account ' || account_state ELSE '' END
              || CASE WHEN lower(connection_status) <> 'connected' THEN '; connection broken' ELSE '' END
              || CASE WHEN has_free_target = 1 THEN '; caller chooses the target' ELSE '' END, 3), '')
         AS open_points,
       is_child_shared, child_state, account_state, connection_status, has_free_target,
       owner_id, owner_name, environment_name, w.environment_id, flow_id, child_flow_id,
       w.connector_id, reference, connection_id
  FROM weighed AS w
  LEFT JOIN connector AS k ON k.connector_id = w.connector_id
 ORDER BY w.environment_id, flow_id, depth, child_flow_id, w.connector_id, reference
