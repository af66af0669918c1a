-- title:    Deprecated connectors in use
-- severity: medium
-- needs:    resource_connector
-- wants:    connector
-- refs:     OWASP LCNC-SEC-07; Nokod Power Platform assessment; Microsoft list of connectors
-- rule:     DLP-020
-- resource: :resource_kind resource_id
-- key:      connector_id
--
-- A connector that its publisher gave up gets no repairs and stops one day, with everything that is built on it.
--
-- Plan the move to the replacement that the row names, begin with what runs most often, and block the old connector for
-- new makers in the data policy.
--
-- Deprecated is what the list deprecated_connector names, or what calls itself so in its name. The list is yours to keep
-- up: publishers announce new ones every few months.
WITH
old AS MATERIALIZED (
	SELECT m.connector_id, COALESCE(c.display_name, m.connector_id) AS connector_name,
	       COALESCE(d.why, 'called deprecated by its own name') AS why, d.replacement
	  FROM (SELECT DISTINCT connector_id FROM connector_use) AS m
	  LEFT JOIN deprecated_connector AS d ON d.connector_id = m.connector_id
	  LEFT JOIN connector AS c ON c.connector_id = m.connector_id
	 WHERE d.connector_id IS NOT NULL
	    OR lower(c.display_name) LIKE '%deprecated%' OR lower(c.display_name) LIKE '%(legacy)%'
)
SELECT k.connector_name, k.why, k.replacement, u.resource_kind,
       min(u.resource_name) AS resource_name, min(u.state) AS state,
       count(*) AS reference_count, min(u.owner_id) AS owner_id,
       COALESCE(min(p.display_name), min(u.record_name)) AS owner_name,
       min(e.display_name) AS environment_name, min(u.environment_id) AS environment_id,
       u.connector_id, u.resource_id
  FROM connector_use AS u
  JOIN old AS k ON k.connector_id = u.connector_id
  LEFT JOIN principal AS p ON p.principal_id = u.owner_id
  LEFT JOIN environment AS e ON e.environment_id = u.environment_id
 WHERE u.connector_id IN (SELECT connector_id FROM old)
 GROUP BY k.connector_name, k.why, k.replacement, u.resource_kind, u.resource_id, u.connector_id
 ORDER BY u.connector_id, u.resource_kind, u.resource_id
