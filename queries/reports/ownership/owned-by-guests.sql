-- title:    Things that guests own or may change
-- severity: medium
-- needs:    principal
-- either:   flow, app, agent
-- wants:    role_assignment:flow, role_assignment:app
-- refs:     CoE view "Shared With Guests"; Nokod Power Platform assessment; OWASP LCNC-SEC-02
-- rule:     OWN-007
-- resource: :resource_kind resource_id
--
-- A guest answers to another organization, which neither tells you when the person leaves nor which device is used.
-- An owner or editor can change what the thing does, and with whose connections.
--
-- Give it to a member of your own, and leave the guest the right to use it. Whether guests may make things at all is a
-- setting of the tenant.
--
-- The user type decides, and the shape of the name only where no type is known: an account that was converted to a
-- member keeps its name. In production and in the default environment the severity is high.
WITH
hand AS (
	SELECT resource_kind, resource_id, owner_name AS guest_name, 'a guest owns it' AS why
	  FROM ownership
	 WHERE is_guest = 1 AND resource_kind <> 'environment'
	 UNION ALL
	SELECT resource_kind, resource_id, name,
	       CASE role WHEN 'canedit' THEN 'a guest may change it' ELSE 'a guest owns it' END
	  FROM co_owner
	 WHERE is_guest = 1
	 UNION ALL
	SELECT 'flow', flow_id, NULL, CASE shared_guest_owner WHEN 1 THEN 'a guest owns it'
	                                                      ELSE 'a guest may change it' END
	  FROM flow
	 WHERE shared_guest_owner = 1 OR shared_guest_editor = 1
	 UNION ALL
	SELECT 'app', app_id, NULL, CASE shared_guest_owner WHEN 1 THEN 'a guest owns it'
	                                                    ELSE 'a guest may change it' END
	  FROM app
	 WHERE shared_guest_owner = 1 OR shared_guest_editor = 1
),
held AS (
	SELECT resource_kind, resource_id, max(why) AS why, min(guest_name) AS guest_name,
	       count(DISTINCT guest_name) AS guest_count
	  FROM hand
	 GROUP BY resource_kind, resource_id
)
SELECT CASE WHEN t.environment_sku IN ('production', 'default') THEN 'high' ELSE 'medium' END
         AS severity,
       t.resource_kind, t.resource_name, h.why, h.guest_name,
       CASE WHEN h.guest_count > 0 THEN h.guest_count END AS guest_count,
       t.owner_id, t.record_name AS owner_name, t.state, t.environment_name, t.environment_id,
       t.resource_id
  FROM held AS h
  JOIN ownership AS t ON t.resource_kind = h.resource_kind AND t.resource_id = h.resource_id
 ORDER BY t.resource_kind, t.environment_id, t.resource_id
