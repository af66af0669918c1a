-- title:    Risky connectors in use
-- severity: medium
-- needs:    resource_connector
-- wants:    connector, flow, app
-- refs:     OWASP LCNC-SEC-04; Microsoft "Connector classification"; Nokod Power Platform assessment
-- rule:     DLP-009
-- resource: :resource_kind resource_id
-- key:      connector_id
--
-- Some connectors can change the platform itself, call any address on the internet, or carry data to private clouds.
-- Each use should be known to somebody and wanted by somebody.
--
-- Ask the owner what it is for. Then either block the connector in the data policy of that environment, or keep the
-- use, with a reason and an end date, in an environment of its own.
--
-- The list connector_risk says which connectors these are. Its classes: R1 controls the platform or reaches any address
-- (high), R2 takes data out or signs in with a shared secret (medium), R3 hands content to a third party (low), as
-- independent publishers do; custom is a connector of your own making (medium, high when it calls plain http). SQL
-- Server is left out where every connection is known to sign in with Entra ID.
WITH
met AS (
	SELECT DISTINCT connector_id FROM connector_use
),
listed AS (
	SELECT m.connector_id, min(r.class) AS class, min(r.why) AS why
	  FROM met AS m
	  JOIN connector_risk AS r
	    ON r.connector_id = m.connector_id
	    OR substr(r.connector_id, length(r.connector_id)) = '*'
	       AND substr(m.connector_id, 1, length(r.connector_id) - 1) || '*' = r.connector_id
	 GROUP BY m.connector_id
),
risky AS MATERIALIZED (
	SELECT m.connector_id, COALESCE(c.display_name, m.connector_id) AS connector_name,
	       CASE
	         WHEN l.class IS NOT NULL THEN l.class
	         WHEN c.is_custom = 1 THEN 'custom'
	         ELSE 'R3'
	       END AS class,
	       CASE
	         WHEN l.class IS NOT NULL THEN l.why
	         WHEN c.is_custom = 1 AND c.host_is_http = 1 THEN 'custom connector that calls plain http'
	         WHEN c.is_custom = 1 THEN 'custom connector'
	         ELSE 'independent publisher'
	       END AS reason,
	       CASE
	         WHEN l.class = 'R1' OR l.class IS NULL AND c.is_custom = 1 AND c.host_is_http = 1 THEN 'high'
	         WHEN l.class = 'R2' OR l.class IS NULL AND c.is_custom = 1 THEN 'medium'
	         ELSE 'low'
	       END AS severity
	  FROM met AS m
	  LEFT JOIN listed AS l ON l.connector_id = m.connector_id
	  LEFT JOIN connector AS c ON c.connector_id = m.connector_id
	 WHERE l.class IS NOT NULL OR c.is_custom = 1
	    OR lower(c.source) IN ('independentpublisher', 'independent-publisher')
)
SELECT k.severity, k.class, k.connector_name, k.reason, u.resource_kind,
       min(u.resource_name) AS resource_name, count(*) AS reference_count,
       min(u.owner_id) AS owner_id,
       COALESCE(min(p.display_name), min(u.record_name)) AS owner_name,
       min(e.display_name) AS environment_name, min(u.environment_id) AS environment_id,
       u.connector_id, u.resource_id
  FROM connector_use AS u
  JOIN risky AS k ON k.connector_id = u.connector_id
  LEFT JOIN connection AS c ON u.connector_id = 'shared_sql' AND c.connection_id = u.connection_id
  LEFT JOIN principal AS p ON p.principal_id = u.owner_id
  LEFT JOIN environment AS e ON e.environment_id = u.environment_id
 WHERE u.connector_id IN (SELECT connector_id FROM risky)
 GROUP BY u.resource_kind, u.resource_id, u.connector_id, k.severity, k.class, k.connector_name,
          k.reason
HAVING count(CASE WHEN lower(c.auth_type) IN ('entraiduserlogin', 'oauth', 'oauthsp', 'certoauth')
                  THEN 1 END) < count(*)
 ORDER BY k.class, u.connector_id, u.resource_kind, u.resource_id
