-- title:    Calls without encryption, or to odd places
-- severity: medium
-- needs:    flow
-- either:   flow_action, custom_connector.host, connector.host
-- wants:    flow_action, flow_action.secure_inputs
-- refs:     OWASP LCNC-SEC-04; MITRE T1040, T1567; NIST SC-8
-- rule:     FLW-025
-- resource: :resource_kind resource_id
-- key:      action reason
--
-- What goes over plain http can be read and changed on its way, sign-ins included. A tunnel or paste service hands the data
-- to a computer nobody manages; a short address hides where the data goes; a number does not tell whose machine it is.
--
-- Call the service by https, or put it behind a gateway that speaks it. Ask the owner of a call to a tunnel or a short
-- address what it is for, and replace it by the real address.
--
-- Calls to the same machine are left out. Plain http to private and link-local addresses is for information: it goes
-- through a gateway in the own network. The address from which a cloud machine hands out its own sign-in is of high
-- severity, a tunnel too. Addresses made at run time are judged by what is written of them.
WITH
found AS (
	SELECT e.*,
	       CASE WHEN host_kind = 'metadata' THEN 'machine identity'
	            WHEN host_kind = 'tunnel' THEN 'tunnel'
	            WHEN host_kind = 'shortener' THEN 'short address'
	            WHEN scheme = 'http' THEN 'no encryption'
	            WHEN host_kind = 'bare' THEN 'bare address'
	            WHEN port NOT IN (80, 443) THEN 'unusual port' END AS reason
	  FROM endpoint AS e
	 WHERE COALESCE(host_kind, '') NOT IN ('loopback', 'namespace')
)
SELECT CASE WHEN f.reason IN ('machine identity', 'tunnel') THEN 'high'
            WHEN f.reason IN ('unusual port', 'short address') THEN 'low'
            WHEN f.reason = 'no encryption' AND f.host_kind IN ('private', 'link-local') THEN 'info'
            ELSE 'medium' END AS severity,
       COALESCE(h.flow_name, k.display_name, q.display_name) AS resource_name,
       CASE f.reason WHEN 'machine identity' THEN 'asks a cloud machine for its own sign-in'
                     WHEN 'tunnel' THEN 'calls ' || f.service
                     WHEN 'short address' THEN 'the address hides where the data goes'
                     WHEN 'no encryption' THEN 'plain http'
                     WHEN 'bare address' THEN 'names a machine by its number'
                     ELSE 'an unusual port' END AS why,
       f.action, f.host, f.port, f.host_kind, f.reason, h.state,
       COALESCE(h.owner_id, q.owner_id, k.created_by_id) AS owner_id, h.owner_name, h.environment_name,
       COALESCE(h.environment_id, f.environment_id) AS environment_id, f.resource_kind, f.resource_id
  FROM found AS f
  LEFT JOIN flow_home AS h ON f.resource_kind = 'flow' AND h.flow_id = f.resource_id
  LEFT JOIN connector AS k ON f.resource_kind = 'connector' AND k.connector_id = f.resource_id
  LEFT JOIN custom_connector AS q ON f.resource_kind = 'connector' AND q.connector_id = f.resource_id
 WHERE f.reason IS NOT NULL
   AND COALESCE(h.is_live, 1) = 1
 ORDER BY f.resource_kind DESC, environment_id, f.resource_id, f.step, f.action
