-- What the name of an app, flow or custom connector says: is_test_name, it has a word of the list test_name;
-- is_duplicate_name, another one of its kind bears the same name, deleted ones included, as the CoE dashboard counts.
-- index: resource_kind, resource_id, is_test_name, is_duplicate_name
WITH
name AS MATERIALIZED (
	SELECT 'app' AS resource_kind, app_id AS resource_id, display_name FROM app
	UNION ALL
	SELECT 'flow', flow_id, display_name FROM flow WHERE COALESCE(is_published, 1) = 1
	UNION ALL
	SELECT 'desktop_flow', desktop_flow_id, display_name FROM desktop_flow
	UNION ALL
	SELECT 'connector', connector_id, display_name FROM connector WHERE is_custom = 1
),
repeated AS MATERIALIZED (
	SELECT resource_kind, display_name
	  FROM name
	 WHERE display_name IS NOT NULL
	 GROUP BY display_name, resource_kind
	HAVING count(*) > 1
)
SELECT resource_kind, resource_id,
       CASE WHEN list_match('test_name', display_name) IS NOT NULL THEN 1
            WHEN display_name IS NOT NULL THEN 0 END AS is_test_name,
       CASE WHEN display_name IS NULL THEN NULL
            WHEN (resource_kind, display_name) IN (SELECT resource_kind, display_name FROM repeated) THEN 1
            ELSE 0 END AS is_duplicate_name
  FROM name
