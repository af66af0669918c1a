-- The addresses of custom connectors as any source tells them, and what the list suspect_host says against them.
-- index: connector_id
SELECT connector_id, host, list_match('suspect_host', host) AS why
  FROM (SELECT c.connector_id,
               COALESCE(c.host, CASE WHEN lower(d.scheme) = 'http' THEN 'http://' || d.host
                                     ELSE d.host END) AS host
          FROM connector AS c
          LEFT JOIN custom_connector AS d ON d.connector_id = c.connector_id
         WHERE c.is_custom = 1)
