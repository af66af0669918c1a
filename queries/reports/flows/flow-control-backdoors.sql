-- title:    Flows that create or change flows when called from outside
-- severity: critical
-- needs:    flow, flow_action, flow_action.secure_inputs
-- refs:     OWASP LCNC-SEC-01, LCNC-SEC-02; MITRE T1098, T1190
-- rule:     FLW-015
-- resource: flow flow_id
-- key:      acting_flow_id action
--
-- A flow that waits for a web request and can create, change or delete flows lets its caller run anything with any
-- connection of its owner, without ever signing in again. Attackers who once had an account leave such flows behind.
--
-- Treat it as an incident until its owner explains it: turn it off, look at its runs and at the flows its owner made since,
-- and sign the owner's connections out. Deployment tools do this too; those belong to a service account in an admin
-- environment, behind a sign-in.
--
-- Calls through child flows count. Which operations count stands in the list control_operation. A flow that is off is of
-- high severity.
WITH
control AS MATERIALIZED (
	SELECT a.flow_id, a.name, a.connector_id, a.operation_id, a.environment_id, o.what
	  FROM flow_action AS a
	  JOIN control_operation AS o ON o.connector_id = a.connector_id
	                             AND lower(a.operation_id) LIKE lower(o.operation) || '%'
	 WHERE a.connector_id IN (SELECT connector_id FROM control_operation)
	   AND COALESCE(a.is_deleted, 0) = 0
),
reach AS (
	SELECT flow_id, flow_id AS acting_flow_id FROM control
	 UNION
	SELECT c.ancestor_flow_id, a.flow_id
	  FROM control AS a
	  JOIN flow_call_closure AS c ON c.descendant_flow_id = a.flow_id
)
SELECT DISTINCT CASE WHEN h.is_on = 0 THEN 'high' ELSE 'critical' END AS severity, h.flow_name,
       'a web request ' || a.what AS why, a.name AS action, a.connector_id, a.operation_id, t.who_calls,
       h.state, h.owner_id, h.owner_name, h.environment_name,
       COALESCE(h.environment_id, a.environment_id) AS environment_id, r.flow_id, r.acting_flow_id
  FROM reach AS r
  JOIN control AS a ON a.flow_id = r.acting_flow_id
  LEFT JOIN flow_home AS h ON h.flow_id = r.flow_id
  LEFT JOIN flow_start AS t ON t.flow_id = r.flow_id
 WHERE COALESCE(h.is_live, 1) = 1
   AND EXISTS (SELECT 1 FROM flow_action AS w
                WHERE w.flow_id = r.flow_id AND w.step = 'trigger'
                  AND lower(w.action_type) = 'request'
                  AND lower(w.action_kind) IN ('http', 'teamswebhook')
                  AND COALESCE(w.is_deleted, 0) = 0)
 ORDER BY environment_id, r.flow_id, r.acting_flow_id, a.name
