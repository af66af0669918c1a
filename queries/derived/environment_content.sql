-- What makers keep in an environment, and when anything in it was last changed, launched or run (last_active_at). Forms
-- of SharePoint lists are not counted. An environment without content has no row.
-- index: environment_id
WITH
used_app AS (
	SELECT a.environment_id, a.modified_at, u.resource_id, u.last_launched_at,
	       CASE WHEN COALESCE(a.row_active, 1) = 1 AND COALESCE(a.is_deleted, 0) = 0
	             AND COALESCE(a.app_type, '') <> 'sharepoint-form' THEN 'app' END AS counts_as
	  FROM app AS a
	  LEFT JOIN usage AS u ON u.resource_kind = 'app' AND u.resource_id = a.app_id
),
used_flow AS (
	SELECT f.environment_id, f.modified_at, u.resource_id, u.last_run_at,
	       CASE WHEN COALESCE(f.row_active, 1) = 1 AND COALESCE(f.is_deleted, 0) = 0
	             AND COALESCE(f.state, '') <> 'deleted' THEN 'flow' END AS counts_as
	  FROM flow AS f
	  LEFT JOIN usage AS u ON u.resource_kind = 'flow' AND u.resource_id = f.flow_id
),
content AS (
	-- The use of what is not counted still is a sign of life.
	SELECT environment_id, counts_as AS resource_kind,
	       CASE WHEN counts_as = 'app' THEN modified_at END AS at, last_launched_at AS used_at
	  FROM used_app
	 WHERE counts_as = 'app' OR resource_id IS NOT NULL
	 UNION ALL
	SELECT environment_id, counts_as, CASE WHEN counts_as = 'flow' THEN modified_at END, last_run_at
	  FROM used_flow
	 WHERE counts_as = 'flow' OR resource_id IS NOT NULL
	 UNION ALL
	SELECT environment_id, 'agent', modified_at, NULL
	  FROM agent
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT environment_id, 'connector', modified_at, NULL
	  FROM connector
	 WHERE is_custom = 1 AND COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT environment_id, 'desktop_flow', modified_at, NULL
	  FROM desktop_flow
	 WHERE COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT environment_id, 'portal', modified_at, NULL
	  FROM portal
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
)
SELECT environment_id,
       count(CASE WHEN resource_kind = 'app' THEN 1 END) AS app_count,
       count(CASE WHEN resource_kind = 'flow' THEN 1 END) AS flow_count,
       count(CASE WHEN resource_kind = 'agent' THEN 1 END) AS agent_count,
       count(CASE WHEN resource_kind = 'connector' THEN 1 END) AS connector_count,
       count(CASE WHEN resource_kind = 'desktop_flow' THEN 1 END) AS desktop_flow_count,
       count(CASE WHEN resource_kind = 'portal' THEN 1 END) AS portal_count,
       CASE WHEN max(used_at) > max(at) OR max(at) IS NULL THEN max(used_at) ELSE max(at) END AS last_active_at
  FROM content
 WHERE environment_id IS NOT NULL
 GROUP BY environment_id
