-- title:    Flows that carry the organisation's data to private services
-- severity: medium
-- needs:    flow, resource_connector:flow
-- wants:    flow_action
-- refs:     OWASP LCNC-SEC-03; MITRE T1567
-- rule:     FLW-014
-- resource: flow flow_id
-- key:      to_connector_id
--
-- A flow that reads the organisation's stores and writes to a service outside copies data to where no retention, audit
-- or access rule of the organisation reaches.
--
-- Put the private services into another group of the data policy than the business ones, or block them. Ask the owner
-- what is copied first: a public web shop's order sheet is no secret.
--
-- Which connectors count stands in the list data_store. Where the definition was read, the flow must write to the service;
-- where it was not, the direction is not known and the severity is low.
WITH
touch AS MATERIALIZED (
	SELECT r.resource_id AS flow_id, r.connector_id, s.kind, s.what
	  FROM resource_connector AS r
	 CROSS JOIN data_store AS s
	 WHERE r.resource_kind = 'flow'
	   AND s.connector_id = r.connector_id
),
pair AS (
	SELECT DISTINCT c.flow_id, c.connector_id AS from_connector_id, p.connector_id AS to_connector_id,
	       c.what AS from_what, p.what AS to_what
	  FROM touch AS p
	  JOIN touch AS c ON c.flow_id = p.flow_id AND c.kind = 'corporate'
	 WHERE p.kind = 'consumer'
),
moved AS (
	SELECT t.flow_id, t.to_connector_id, min(t.to_what) AS to_what, min(t.from_what) AS from_what,
	       count(DISTINCT t.from_connector_id) AS source_count
	  FROM pair AS t
	 GROUP BY t.flow_id, t.to_connector_id
),
used AS (
	SELECT m.flow_id, m.to_connector_id,
	       max(CASE WHEN a.connector_id = m.to_connector_id AND a.step = 'action'
	                 AND (lower(a.operation_id) LIKE '%create%' OR lower(a.operation_id) LIKE '%upload%'
	                      OR lower(a.operation_id) LIKE '%update%' OR lower(a.operation_id) LIKE '%send%'
	                      OR lower(a.operation_id) LIKE '%post%' OR lower(a.operation_id) LIKE '%append%'
	                      OR lower(a.operation_id) LIKE '%copy%' OR lower(a.operation_id) LIKE '%add%'
	                      OR lower(a.operation_id) LIKE '%insert%' OR lower(a.operation_id) LIKE '%write%'
	                      OR lower(a.operation_id) LIKE '%share%' OR lower(a.operation_id) LIKE '%tweet%'
	                      OR lower(a.operation_id) LIKE '%publish%')
	                THEN 1 ELSE 0 END) AS is_written
	  FROM moved AS m
	  JOIN flow_action AS a ON a.flow_id = m.flow_id
	 WHERE a.secure_inputs IS NOT NULL
	   AND COALESCE(a.is_deleted, 0) = 0
	 GROUP BY m.flow_id, m.to_connector_id
)
SELECT CASE WHEN u.is_written = 1 THEN 'medium' ELSE 'low' END AS severity, h.flow_name,
       CASE WHEN u.is_written = 1 THEN 'writes to ' || m.to_what
            ELSE 'uses both; the direction is not known' END AS why,
       m.from_what AS reads, m.to_what AS writes, m.source_count, h.state, h.owner_id, h.owner_name,
       h.environment_name, h.environment_id, m.flow_id, m.to_connector_id
  FROM moved AS m
  LEFT JOIN used AS u ON u.flow_id = m.flow_id AND u.to_connector_id = m.to_connector_id
  LEFT JOIN flow_home AS h ON h.flow_id = m.flow_id
 WHERE COALESCE(h.is_live, 1) = 1
   AND COALESCE(u.is_written, 1) = 1
 ORDER BY h.environment_id, m.flow_id, m.to_connector_id
