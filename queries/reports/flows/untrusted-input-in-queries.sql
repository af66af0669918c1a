-- title:    What starts a flow goes into a query or an address unchecked
-- severity: medium
-- needs:    flow, flow_action, flow_action.secure_inputs
-- refs:     OWASP LCNC-SEC-06; MITRE T1190
-- rule:     FLW-026
-- resource: flow flow_id
-- key:      action parameter
--
-- When text from outside is put into a query, a filter or an address as it is, whoever starts the flow can ask for other
-- records or let the flow call other machines, with the rights of its connections.
--
-- Pass values as parameters of a stored procedure instead of query text, compare what comes in with a list of what is
-- allowed, and never take a whole address from outside.
--
-- A guess from the definition: text that was checked before, or that comes from a list the caller cannot change, is
-- listed all the same, and text that goes through a variable first is not seen. A flow that anyone may call is of high
-- severity; a filter, or a part of an address behind a fixed host, is low.
WITH
taken AS (
	SELECT p.*,
	       CASE WHEN p.role = 'filter' THEN 'filter'
	            WHEN p.role = 'query' THEN 'query'
	            WHEN e.is_dynamic = 0 THEN 'part of an address'
	            ELSE 'address' END AS place
	  FROM action_parameter AS p
	  LEFT JOIN endpoint AS e ON e.resource_kind = 'flow' AND e.resource_id = p.flow_id
	                         AND e.step = p.step AND e.action = p.action
	 WHERE p.is_from_trigger = 1
	   AND (p.role IN ('query', 'filter')
	        OR p.role = 'address' AND p.connector_id IN ('http', 'httpwebhook', 'shared_webcontents',
	                                                     'shared_webcontentsv2'))
)
SELECT CASE WHEN t.place IN ('filter', 'part of an address') THEN 'low'
            WHEN r.way = 'http' AND r.who_calls = 'anyone' THEN 'high'
            ELSE 'medium' END AS severity,
       h.flow_name,
       CASE t.place WHEN 'filter' THEN 'the caller''s text is part of a filter'
                    WHEN 'query' THEN 'the caller''s text is part of a query'
                    WHEN 'address' THEN 'the caller chooses the address'
                    ELSE 'the caller''s text is part of an address' END AS why,
       t.action, t.name AS parameter, t.connector_id, t.operation_id, r.way, r.runners, h.state, h.owner_id,
       h.owner_name, h.environment_name, COALESCE(h.environment_id, t.environment_id) AS environment_id,
       t.flow_id
  FROM taken AS t
  LEFT JOIN flow_home AS h ON h.flow_id = t.flow_id
  LEFT JOIN flow_runner AS r ON r.flow_id = t.flow_id
 WHERE COALESCE(h.is_live, 1) = 1
 ORDER BY environment_id, t.flow_id, t.action, t.name, t.value
