-- Custom connectors with the address that policies' patterns look at: scheme, host and base path; NULL when unknown.
SELECT k.connector_id, k.display_name, k.environment_id,
       CASE WHEN k.host IS NULL THEN NULL
            WHEN k.host LIKE '%://%' THEN k.host || COALESCE(k.base_path, '')
            ELSE COALESCE(lower(k.scheme), 'https') || '://' || k.host || COALESCE(k.base_path, '')
       END AS address
  FROM (SELECT c.connector_id, COALESCE(d.display_name, c.display_name) AS display_name,
               COALESCE(d.environment_id, c.environment_id) AS environment_id,
               COALESCE(d.host, c.host) AS host, d.base_path,
               COALESCE(d.scheme, CASE WHEN c.host_is_http = 1 THEN 'http' END) AS scheme
          FROM connector AS c
          LEFT JOIN custom_connector AS d ON d.connector_id = c.connector_id
         WHERE (c.is_custom = 1 OR d.connector_id IS NOT NULL)
           AND COALESCE(c.is_deleted, 0) = 0
        UNION ALL
        SELECT d.connector_id, d.display_name, d.environment_id, d.host, d.base_path, d.scheme
          FROM custom_connector AS d
          LEFT JOIN connector AS c ON c.connector_id = d.connector_id
         WHERE c.connector_id IS NULL) AS k
