-- What makers keep in an environment, and when anything in it was last changed, launched or run (last_active_at). Forms
-- of SharePoint lists are not counted. An environment without content has no row.
-- index: environment_id
WITH
content AS (
	SELECT environment_id, 'app' AS resource_kind, modified_at AS at
	  FROM app
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	   AND COALESCE(app_type, '') <> 'sharepoint-form'
	 UNION ALL
	SELECT environment_id, 'flow', modified_at
	  FROM flow
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	   AND COALESCE(state, '') <> 'deleted'
	 UNION ALL
	SELECT environment_id, 'agent', modified_at
	  FROM agent
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT environment_id, 'connector', modified_at
	  FROM connector
	 WHERE is_custom = 1 AND COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT environment_id, 'desktop_flow', modified_at
	  FROM desktop_flow
	 WHERE COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT environment_id, 'portal', modified_at
	  FROM portal
	 WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT a.environment_id, 'use', u.last_launched_at
	  FROM usage AS u
	  JOIN app AS a ON a.app_id = u.resource_id
	 WHERE u.resource_kind = 'app'
	 UNION ALL
	SELECT f.environment_id, 'use', u.last_run_at
	  FROM usage AS u
	  JOIN flow AS f ON f.flow_id = u.resource_id
	 WHERE u.resource_kind = 'flow'
)
SELECT environment_id,
       count(CASE WHEN resource_kind = 'app' THEN 1 END) AS app_count,
       count(CASE WHEN resource_kind = 'flow' THEN 1 END) AS flow_count,
       count(CASE WHEN resource_kind = 'agent' THEN 1 END) AS agent_count,
       count(CASE WHEN resource_kind = 'connector' THEN 1 END) AS connector_count,
       count(CASE WHEN resource_kind = 'desktop_flow' THEN 1 END) AS desktop_flow_count,
       count(CASE WHEN resource_kind = 'portal' THEN 1 END) AS portal_count,
       max(at) AS last_active_at
  FROM content
 WHERE environment_id IS NOT NULL
 GROUP BY environment_id
