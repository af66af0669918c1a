-- Flows that stand and use a connection, a row per reference. feeds_flow: it runs; feeds_kit: and it collects the CoE
-- inventory.
SELECT u.connection_id, f.flow_id, f.display_name AS name,
       CASE WHEN lower(f.state) = 'started'
             AND (f.flow_id IN (SELECT object_id FROM coe_component)
                  OR lower(f.display_name) LIKE 'admin | sync template v%') THEN 1 ELSE 0 END AS feeds_kit,
       CASE WHEN lower(f.state) = 'started' THEN 1 ELSE 0 END AS feeds_flow
  FROM connection_user AS u
  JOIN flow AS f ON f.flow_id = u.resource_id
 WHERE u.resource_kind = 'flow'
   AND COALESCE(f.row_active, 1) = 1
   AND COALESCE(f.is_deleted, 0) = 0
