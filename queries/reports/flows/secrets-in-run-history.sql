-- title:    Steps whose secrets stand readable in the run history
-- severity: medium
-- needs:    flow, flow_action, flow_action.secure_outputs
-- refs:     OWASP LCNC-SEC-03; MITRE T1552; Microsoft "Manage sensitive input"
-- rule:     FLW-012
-- resource: flow flow_id
-- key:      action reason
--
-- A flow keeps the inputs and outputs of every step for weeks, and every co-owner can read them. A step that fetches a
-- secret, or sends one along, shows it there unless its secure inputs or outputs are on.
--
-- Turn on secure outputs for the step that fetches the secret and secure inputs for each step that uses it, then rotate
-- the secret: old runs still show it.
--
-- Which operations return secrets stands in the list secret_operation. A header that looks like a sign-in is taken for a
-- secret even if its value comes from elsewhere. Steps whose definition was not collected are left out.
WITH
step AS MATERIALIZED (
	SELECT a.flow_id, a.step, a.name, a.environment_id, a.connector_id, a.operation_id, a.endpoint,
	       a.authentication_type, lower(a.inputs) AS inputs, a.secure_inputs, a.secure_outputs
	  FROM flow_action AS a
	 WHERE (a.connector_id IN ('http', 'httpwebhook', 'shared_arm', 'shared_webcontents', 'shared_webcontentsv2',
	                           'shared_commondataservice', 'shared_commondataserviceforapps')
	        OR a.connector_id IN (SELECT connector_id FROM secret_operation))
	   AND (a.secure_outputs = 0 OR a.secure_inputs = 0)
	   AND COALESCE(a.is_deleted, 0) = 0
),
secret AS (
	SELECT a.flow_id, a.name, a.environment_id, a.connector_id, a.operation_id,
	       'secret is fetched' AS reason, s.what
	  FROM step AS a
	  JOIN secret_operation AS s ON s.connector_id = a.connector_id
	                            AND lower(a.operation_id) LIKE lower(s.operation) || '%'
	 WHERE a.secure_outputs = 0
	 UNION ALL
	SELECT a.flow_id, a.name, a.environment_id, a.connector_id, a.operation_id,
	       'keys are listed', 'keys of a resource'
	  FROM step AS a
	 WHERE a.connector_id IN ('http', 'httpwebhook', 'shared_arm', 'shared_webcontents', 'shared_webcontentsv2')
	   AND (lower(a.endpoint) LIKE '%/listkeys%' OR a.inputs LIKE '%listkeys%')
	   AND a.secure_outputs = 0
	 UNION ALL
	SELECT a.flow_id, a.name, a.environment_id, a.connector_id, a.operation_id,
	       'secret is fetched', 'secret environment variable'
	  FROM step AS a
	 WHERE a.connector_id IN ('shared_commondataservice', 'shared_commondataserviceforapps')
	   AND a.inputs LIKE '%retrieveenvironmentvariablesecretvalue%'
	   AND a.secure_outputs = 0
	 UNION ALL
	SELECT a.flow_id, a.name, a.environment_id, a.connector_id, a.operation_id,
	       'sign-in is sent along', 'password or key of a call'
	  FROM step AS a
	 WHERE a.step = 'action'
	   AND a.connector_id IN ('http', 'httpwebhook')
	   AND (lower(a.authentication_type) IN ('basic', 'raw', 'activedirectoryoauth', 'clientcertificate')
	        OR a.inputs LIKE '%"authorization":%'
	        OR a.inputs LIKE '%"ocp-apim-subscription-key":%'
	        OR a.inputs LIKE '%"x-api-key":%'
	        OR a.inputs LIKE '%"x-functions-key":%')
	   AND a.secure_inputs = 0
)
SELECT h.flow_name, s.name AS action,
       CASE s.reason WHEN 'sign-in is sent along' THEN 'secure inputs are off'
                     ELSE 'secure outputs are off' END AS why,
       s.what, s.connector_id, s.operation_id, s.reason, h.state, h.owner_id, h.owner_name,
       h.environment_name, COALESCE(h.environment_id, s.environment_id) AS environment_id, s.flow_id
  FROM secret AS s
  LEFT JOIN flow_home AS h ON h.flow_id = s.flow_id
 WHERE COALESCE(h.is_live, 1) = 1
 ORDER BY environment_id, s.flow_id, s.name, s.reason
