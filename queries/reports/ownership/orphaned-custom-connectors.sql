-- title:    Custom connectors whose maker has left
-- severity: medium
-- needs:    connector, connector.created_by_id, principal
-- wants:    resource_connector
-- refs:     CoE table "Connectors"; OWASP LCNC-SEC-07; OWASP LCNC-SEC-09
-- rule:     OWN-005
-- resource: connector connector_id
--
-- A custom connector carries an address and often the secret of an application. When its maker has left, nobody changes
-- that secret in time, and everything built on it stops on one day.
--
-- Name a new owner, find the application registration behind it and note when its secret ends. Delete it when nothing
-- uses it.
--
-- `use_count` counts references of apps and flows, blank when they were not collected.
WITH
used AS (
	SELECT connector_id, count(*) AS use_count
	  FROM resource_connector
	 GROUP BY connector_id
)
SELECT l.resource_name AS connector_name, l.why, l.owner_id, l.owner_name,
       CASE WHEN u.use_count IS NOT NULL THEN u.use_count
            WHEN EXISTS (SELECT 1 FROM resource_connector) THEN 0 END AS use_count,
       l.created_at, l.environment_name, l.environment_id, l.resource_id AS connector_id
  FROM ownership AS l
  LEFT JOIN used AS u ON u.connector_id = l.resource_id
 WHERE l.resource_kind = 'connector' AND l.why IS NOT NULL
 ORDER BY l.environment_id, l.resource_id
