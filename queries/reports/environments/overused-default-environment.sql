-- title:    Default environment that carries too much
-- severity: medium
-- needs:    environment, app, flow
-- wants:    agent, resource_connector, governance_note
-- param:    app_limit integer 50       apps that it may hold
-- param:    flow_limit integer 100     flows that it may hold
-- param:    agent_limit integer 10     agents that it may hold
-- param:    share_percent integer 50   share of the tenant's objects that it may hold
-- param:    share_objects integer 50   objects that the tenant must have for the share to say something
-- refs:     Microsoft "Secure the default environment"; CoE "Managing the default environment"
-- rule:     ENV-003
-- resource: environment environment_id
-- key:      reason
--
-- Everybody may make things in the default environment, it cannot be restricted to a group and has no backup of its
-- own kind. What the business depends on does not belong there.
--
-- Move critical and premium objects to an environment of their own, and route makers to personal environments.
--
-- Small tenants live in their default environment without harm: raise the limits. Flows that start in SharePoint and
-- Teams land there by design and are counted; forms of SharePoint lists are not.
WITH
home AS (
	SELECT e.environment_id, e.display_name, c.app_count, c.flow_count, c.agent_count,
	       c.app_count + c.flow_count + c.agent_count AS object_count
	  FROM live_environment AS e
	  JOIN environment_content AS c ON c.environment_id = e.environment_id
	 WHERE e.kind = 'default'
),
tenant_total AS (
	SELECT sum(app_count + flow_count + agent_count) AS object_count
	  FROM environment_content
),
premium AS (
	SELECT environment_id, count(DISTINCT resource_kind || ' ' || resource_id) AS object_count
	  FROM resource_connector
	 WHERE lower(tier) = 'premium'
	   AND environment_id IN (SELECT environment_id FROM home)
	 GROUP BY environment_id
),
noted AS MATERIALIZED (
	SELECT resource_kind, resource_id FROM governance_note WHERE lower(business_impact) = 'critical'
),
critical AS (
	SELECT r.environment_id, count(*) AS object_count
	  FROM (SELECT a.environment_id
	          FROM noted AS n
	         CROSS JOIN app AS a
	         WHERE a.app_id = n.resource_id AND n.resource_kind = 'app'
	           AND COALESCE(a.row_active, 1) = 1 AND COALESCE(a.is_deleted, 0) = 0
	         UNION ALL
	        SELECT f.environment_id
	          FROM noted AS n
	         CROSS JOIN flow AS f
	         WHERE f.flow_id = n.resource_id AND n.resource_kind = 'flow'
	           AND COALESCE(f.row_active, 1) = 1 AND COALESCE(f.is_deleted, 0) = 0) AS r
	 GROUP BY r.environment_id
),
load AS (
	SELECT environment_id, display_name, 'apps' AS reason, app_count AS object_count,
	       CAST(:app_limit AS INTEGER) AS limit_count, 'more apps than it should hold' AS why
	  FROM home
	 UNION ALL
	SELECT environment_id, display_name, 'flows', flow_count, CAST(:flow_limit AS INTEGER),
	       'more flows than it should hold'
	  FROM home
	 UNION ALL
	SELECT environment_id, display_name, 'agents', agent_count, CAST(:agent_limit AS INTEGER),
	       'more agents than it should hold'
	  FROM home
	 UNION ALL
	SELECT h.environment_id, h.display_name, 'critical', c.object_count, 0,
	       'objects that were noted as critical live here'
	  FROM home AS h
	  JOIN critical AS c ON c.environment_id = h.environment_id
	 UNION ALL
	SELECT h.environment_id, h.display_name, 'premium', p.object_count, 0,
	       'objects with premium connectors live here'
	  FROM home AS h
	  JOIN premium AS p ON p.environment_id = h.environment_id
	 UNION ALL
	SELECT h.environment_id, h.display_name, 'share', h.object_count,
	       t.object_count * CAST(:share_percent AS INTEGER) / 100,
	       'it holds too large a share of all objects of the tenant'
	  FROM home AS h
	 CROSS JOIN tenant_total AS t
	 WHERE t.object_count >= CAST(:share_objects AS INTEGER)
)
SELECT display_name AS environment_name, why, object_count, limit_count, reason, environment_id
  FROM load
 WHERE object_count > limit_count
 ORDER BY environment_id, reason
