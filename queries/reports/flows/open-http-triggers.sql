-- title:    Flows that can be started from outside by a web request
-- severity: high
-- needs:    flow
-- either:   flow_action.secure_inputs, flow.trigger_kind
-- wants:    flow_action, flow_action.secure_inputs
-- refs:     OWASP LCNC-SEC-02, LCNC-SEC-05; MITRE T1190; Microsoft "Add OAuth authentication for HTTP request triggers"
-- rule:     FLW-010
-- resource: flow flow_id
-- key:      trigger
--
-- An HTTP trigger waits at an address. Where it asks for no sign-in, whoever learns the address starts the flow, with the
-- connections of its owner; addresses get into logs, mails and tickets.
--
-- Set who may trigger the flow to named users or service principals and make a new address if the old one was open.
-- Where the caller cannot sign in, put a gateway in front that checks a key.
--
-- A trigger that says nothing was made before sign-in existed and is open to anyone with the address; named users with an
-- empty list mean the whole tenant. A condition on the trigger lowers the severity to medium, a flow that is off by one
-- step. Triggers for named users, buttons, apps, agents and cards are left out. Where only the flow's summary was
-- collected, nobody knows who may call it.
WITH
trigger_step AS (
	SELECT a.flow_id, a.name, a.environment_id, lower(a.action_kind) AS kind,
	       CASE WHEN a.trigger_authentication IS NULL THEN 'absent'
	            WHEN lower(a.trigger_authentication) = 'user'
	             AND COALESCE(a.trigger_allowed_users, '') IN ('', '[]') THEN 'tenant'
	            ELSE lower(a.trigger_authentication) END AS who,
	       CASE WHEN a.trigger_authentication IS NOT NULL
	             AND lower(a.trigger_authentication) = 'user' THEN 1 ELSE 0 END AS is_empty_list,
	       CASE WHEN a.expression IS NULL OR a.expression = '[]' THEN 0 ELSE 1 END AS is_guarded
	  FROM flow_action AS a
	 WHERE a.step = 'trigger'
	   AND lower(a.action_type) = 'request'
	   AND lower(a.action_kind) IN ('http', 'teamswebhook')
	   AND a.secure_inputs IS NOT NULL
	   AND COALESCE(a.is_deleted, 0) = 0
	 UNION ALL
	SELECT f.flow_id, NULL, f.environment_id, lower(f.trigger_kind), 'unknown', 0, 0
	  FROM flow AS f
	 WHERE lower(f.trigger_kind) IN ('http', 'teamswebhook')
	   AND NOT EXISTS (SELECT 1 FROM flow_action AS a
	                    WHERE a.flow_id = f.flow_id AND a.step = 'trigger'
	                      AND a.secure_inputs IS NOT NULL)
),
judged AS (
	SELECT t.*, h.flow_name, h.state, h.owner_id, h.owner_name, h.environment_name,
	       CASE WHEN who = 'unknown' THEN 2
	            WHEN who = 'tenant' THEN 2
	            WHEN is_guarded = 1 THEN 2
	            WHEN who = 'all' THEN 4
	            ELSE 3 END - CASE WHEN h.is_on = 0 THEN 1 ELSE 0 END AS level
	  FROM trigger_step AS t
	  LEFT JOIN flow_home AS h ON h.flow_id = t.flow_id
	 WHERE COALESCE(h.is_live, 1) = 1
	   AND who <> 'user'
)
SELECT CASE level WHEN 4 THEN 'critical' WHEN 3 THEN 'high' WHEN 2 THEN 'medium' ELSE 'low' END AS severity,
       flow_name,
       CASE who WHEN 'all' THEN 'anyone with the address may call it'
                WHEN 'absent' THEN 'made before sign-in: anyone with the address may call it'
                WHEN 'tenant' THEN CASE WHEN is_empty_list = 1 THEN 'names no user: everybody in the tenant may call it'
                                        ELSE 'everybody in the tenant may call it' END
                WHEN 'unknown' THEN 'its definition was not collected: nobody knows who may call it'
                ELSE 'asks for a sign-in of a kind that is not known' END AS why,
       name AS "trigger", kind AS trigger_kind, is_guarded, state, owner_id, owner_name, environment_name,
       environment_id, flow_id
  FROM judged
 ORDER BY level DESC, environment_id, flow_id, name
