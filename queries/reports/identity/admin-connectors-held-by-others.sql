-- title:    Admin connectors in the hands of people who are no administrators
-- severity: high
-- needs:    resource_connector, directory_role
-- wants:    flow, app, group_member
-- refs:     OWASP LCNC-SEC-02; Microsoft "Connector classification"
-- rule:     IDN-007
-- resource: :resource_kind resource_id
-- key:      connector_id
--
-- A connector for administrators does nothing that its account may not do. In a flow of somebody who is no
-- administrator it works with a borrowed account, or fails; either way somebody should know.
--
-- Ask the owner whose account the connection uses. Move what is wanted into an environment for administration, owned by
-- a service account, and block the connector everywhere else.
--
-- Administrators are those of the tenant, of Power Platform and of Dynamics 365, also through a group and when they
-- only may activate the role. Which connectors are meant is in the list connector_risk: those of class R1 that
-- administer something. Service principals are not judged, for their rights are not directory roles.
WITH
admin_connector AS (
	SELECT connector_id, why FROM connector_risk WHERE class = 'R1' AND why LIKE 'administers%'
),
held AS (
	SELECT DISTINCT u.resource_kind, u.resource_name, a.why, u.connector_id, u.owner_id, u.record_name, u.state,
	       u.environment_id, u.resource_id
	  FROM connector_use AS u
	 CROSS JOIN admin_connector AS a
	  LEFT JOIN principal_standing AS p ON p.principal_id = u.owner_id
	 WHERE u.connector_id IN (SELECT connector_id FROM admin_connector)
	   AND a.connector_id = u.connector_id
	   AND NOT EXISTS (SELECT 1 FROM administrator AS r WHERE r.principal_id = u.owner_id)
	   AND COALESCE(p.kind, 'user') IN ('user', 'unknown')
)
SELECT h.resource_kind, h.resource_name, h.why AS connector_does, h.connector_id,
       CASE WHEN h.owner_id IS NULL THEN 'no owner is recorded'
            ELSE 'the owner is no administrator' END AS why,
       h.owner_id, COALESCE(p.display_name, h.record_name) AS owner_name, h.state,
       e.display_name AS environment_name, h.environment_id, h.resource_id
  FROM held AS h
  LEFT JOIN principal AS p ON p.principal_id = h.owner_id
  LEFT JOIN environment AS e ON e.environment_id = h.environment_id
 ORDER BY h.connector_id, h.resource_kind, h.environment_id, h.resource_id
