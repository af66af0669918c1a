-- title:    Flows that send incoming mail out of the tenant
-- severity: high
-- needs:    flow, flow_action, flow_action.secure_inputs, tenant_domain
-- refs:     OWASP LCNC-SEC-03; MITRE T1114.003; Microsoft "Block forwarded email"
-- rule:     FLW-013
-- resource: flow flow_id
-- key:      acting_flow_id action domain
--
-- A flow that starts on each new mail and sends mail is a forwarding rule which the mail server's ban on forwarding does
-- not see. It goes on after its maker has left, until somebody turns it off.
--
-- Ask the owner what leaves and why. Block it in Exchange by the headers that flows put into mail, or take the sending
-- connector away with a data policy; then turn the flow off.
--
-- A recipient counts as outside when its domain is no verified domain of the tenant. Recipients made at run time, and
-- answers to whoever wrote, cannot be judged here: those are of medium severity, for review. Child flows count.
WITH
start AS (
	SELECT a.flow_id
	  FROM mail_operation AS m
	  JOIN flow_action AS a ON a.connector_id = m.connector_id
	                       AND lower(a.operation_id) LIKE lower(m.operation) || '%'
	 WHERE m.role = 'received'
	   AND a.connector_id IN (SELECT connector_id FROM mail_operation WHERE role = 'received')
	   AND a.step = 'trigger'
	   AND COALESCE(a.is_deleted, 0) = 0
),
reach AS (
	SELECT flow_id, flow_id AS acting_flow_id FROM start
	 UNION
	SELECT s.flow_id, c.descendant_flow_id
	  FROM start AS s
	  JOIN flow_call_closure AS c ON c.ancestor_flow_id = s.flow_id
),
sending AS (
	SELECT r.flow_id, r.acting_flow_id, a.name AS action, a.connector_id, a.operation_id,
	       a.environment_id, max(m.role) AS role
	  FROM reach AS r
	  JOIN flow_action AS a ON a.flow_id = r.acting_flow_id
	  JOIN mail_operation AS m ON m.connector_id = a.connector_id
	                          AND lower(a.operation_id) LIKE lower(m.operation) || '%'
	 WHERE m.role IN ('sent', 'answered')
	   AND a.step = 'action'
	   AND COALESCE(a.is_deleted, 0) = 0
	 GROUP BY r.flow_id, r.acting_flow_id, a.name, a.connector_id, a.operation_id, a.environment_id
),
addressed AS (
	SELECT s.flow_id, s.acting_flow_id, s.action, s.connector_id, s.operation_id, s.environment_id,
	       s.role, p.domain, COALESCE(p.is_expression, 1) AS is_open, min(p.address) AS address,
	       count(DISTINCT p.address) AS address_count,
	       max(CASE WHEN c.domain IS NOT NULL THEN 1 ELSE 0 END) AS is_consumer
	  FROM sending AS s
	  LEFT JOIN mail_recipient AS p ON p.flow_id = s.acting_flow_id AND p.action = s.action
	  LEFT JOIN tenant_domain AS d ON lower(d.domain) = p.domain AND COALESCE(d.is_verified, 1) = 1
	  LEFT JOIN consumer_domain AS c ON c.domain = p.domain
	 WHERE d.domain IS NULL
	 GROUP BY s.flow_id, s.acting_flow_id, s.action, s.connector_id, s.operation_id,
	          s.environment_id, s.role, p.domain, COALESCE(p.is_expression, 1)
)
SELECT CASE WHEN a.is_open = 1 THEN 'medium' ELSE 'high' END AS severity, h.flow_name,
       CASE WHEN a.is_open = 0 AND a.is_consumer = 1 THEN 'sends to a private mailbox'
            WHEN a.is_open = 0 THEN 'sends to a domain that is not the tenant''s'
            WHEN a.role = 'answered' AND a.address IS NULL THEN 'answers whoever wrote'
            WHEN a.address IS NULL THEN 'sends to a recipient that is not known'
            ELSE 'sends to a recipient made at run time' END AS why,
       a.address AS recipient, a.address_count, a.domain, a.action, a.connector_id, a.operation_id, h.state, h.owner_id,
       h.owner_name, h.environment_name, COALESCE(h.environment_id, a.environment_id) AS environment_id,
       a.flow_id, a.acting_flow_id
  FROM addressed AS a
  LEFT JOIN flow_home AS h ON h.flow_id = a.flow_id
 WHERE COALESCE(h.is_live, 1) = 1
 ORDER BY environment_id, a.flow_id, a.acting_flow_id, a.action, a.domain, a.is_open
