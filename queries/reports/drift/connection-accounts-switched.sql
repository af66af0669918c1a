-- title:    Connections and flows that run under another account than before
-- severity: medium
-- needs:    connection
-- before:   connection
-- wants:    resource_connector, principal
-- refs:     Microsoft "Manage connections"; OWASP LCNC-SEC-01; MITRE T1098
-- rule:     DRF-009
-- resource: :resource_kind resource_id
-- key:      connector_id reference
--
-- The account of a connection decides what a flow may do, not its owner. Exchanged for one with more rights, the
-- flow reaches further than anybody approved; exchanged for a person's, it dies when that person leaves.
--
-- Ask for the reason. A planned change to a service account is good news; a change from a service account to a
-- person is usually a repair in a hurry, and should be put back.
--
-- High: from a service account to another account. Info: to a service account. A connection whose account one of the
-- snapshots does not tell is not compared.
WITH
named AS MATERIALIZED (
	SELECT lower(user_principal_name) AS name, min(principal_id) AS principal_id
	  FROM service_account
	 WHERE user_principal_name IS NOT NULL
	 GROUP BY lower(user_principal_name)
),
change AS (
	SELECT 'connection' AS resource_kind, n.connection_id AS resource_id, n.display_name AS resource_name, n.connector_id,
	       '' AS reference, n.environment_id, w.account_name AS old_account, n.account_name AS new_account
	  FROM connection AS n
	  JOIN connection_before AS w ON w.connection_id = n.connection_id
	 WHERE COALESCE(n.is_deleted, 0) = 0
	 UNION ALL
	SELECT n.resource_kind, n.resource_id, NULL, n.connector_id, n.reference, n.environment_id,
	       o.account_name, c.account_name
	  FROM resource_connector AS n
	  JOIN resource_connector_before AS w
	    ON w.resource_kind = n.resource_kind AND w.resource_id = n.resource_id
	   AND w.connector_id = n.connector_id AND w.reference = n.reference
	  JOIN connection AS c ON c.connection_id = n.connection_id
	  JOIN connection_before AS o ON o.connection_id = w.connection_id
	 WHERE n.connection_id <> w.connection_id
)
SELECT CASE WHEN s.name IS NOT NULL AND t.name IS NULL THEN 'high'
            WHEN t.name IS NOT NULL THEN 'info' ELSE 'medium' END AS severity,
       c.resource_kind, COALESCE(c.resource_name, f.display_name, a.display_name) AS resource_name,
       COALESCE(k.display_name, c.connector_id) AS connector_name,
       CASE WHEN s.name IS NOT NULL AND t.name IS NULL THEN 'a service account was exchanged for another account'
            WHEN t.name IS NOT NULL THEN 'it was moved to a service account'
            ELSE 'it runs under another account' END AS why,
       c.old_account, c.new_account,
       COALESCE(f.owner_id, f.creator_id, a.owner_id) AS owner_id,
       e.display_name AS environment_name,
       COALESCE(c.environment_id, f.environment_id, a.environment_id) AS environment_id,
       c.connector_id, c.reference, c.resource_id
  FROM change AS c
  LEFT JOIN named AS s ON s.name = lower(c.old_account)
  LEFT JOIN named AS t ON t.name = lower(c.new_account)
  LEFT JOIN flow AS f ON c.resource_kind = 'flow' AND f.flow_id = c.resource_id
  LEFT JOIN app AS a ON c.resource_kind = 'app' AND a.app_id = c.resource_id
  LEFT JOIN connector AS k ON k.connector_id = c.connector_id
  LEFT JOIN environment AS e
         ON e.environment_id = COALESCE(c.environment_id, f.environment_id, a.environment_id)
 WHERE lower(c.old_account) <> lower(c.new_account)
   AND COALESCE(f.is_deleted, a.is_deleted, 0) = 0
   AND COALESCE(e.is_deleted, 0) = 0
 ORDER BY c.resource_kind, c.resource_id, c.connector_id, c.reference
