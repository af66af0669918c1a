-- What the name of an app, flow or custom connector says: is_test_name, it has a word of the list test_name;
-- is_duplicate_name, another one of its kind bears the same name, deleted ones included, as the CoE dashboard counts.
-- index: resource_kind, resource_id
SELECT resource_kind, resource_id,
       CASE WHEN list_match('test_name', display_name) IS NOT NULL THEN 1
            WHEN display_name IS NOT NULL THEN 0 END AS is_test_name,
       CASE WHEN display_name IS NULL THEN NULL
            WHEN count(*) OVER (PARTITION BY resource_kind, display_name) > 1 THEN 1
            ELSE 0 END AS is_duplicate_name
  FROM (SELECT 'app' AS resource_kind, app_id AS resource_id, display_name FROM app
         UNION ALL
        SELECT 'flow', flow_id, display_name FROM flow WHERE COALESCE(is_published, 1) = 1
         UNION ALL
        SELECT 'desktop_flow', desktop_flow_id, display_name FROM desktop_flow
         UNION ALL
        SELECT 'connector', connector_id, display_name FROM connector WHERE is_custom = 1)
