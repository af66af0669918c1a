-- What stands and uses a connection, directly or through a solution's connection reference: how many flows and apps,
-- the name of one of them, and whether among them is a running flow that collects the CoE inventory (feeds_kit), any
-- running flow (feeds_flow), an app opened in the thirty days before (feeds_app), or an app that nobody knows about
-- (feeds_unknown).
-- index: connection_id
SELECT COALESCE(u.connection_id, r.connection_id) AS connection_id,
       count(DISTINCT f.flow_id) AS flow_count, count(DISTINCT a.app_id) AS app_count,
       max(CASE WHEN lower(f.state) = 'started'
                 AND (k.object_id IS NOT NULL
                      OR lower(f.display_name) LIKE 'admin | sync template v%')
                THEN 1 ELSE 0 END) AS feeds_kit,
       max(CASE WHEN lower(f.state) = 'started' THEN 1 ELSE 0 END) AS feeds_flow,
       max(CASE WHEN (m.at - l.last_launched_at) / 86400 <= 30 OR l.launches_30_days > 0
                THEN 1 ELSE 0 END) AS feeds_app,
       max(CASE WHEN a.app_id IS NOT NULL AND l.last_launched_at IS NULL
                 AND l.launches_30_days IS NULL THEN 1 ELSE 0 END) AS feeds_unknown,
       min(COALESCE(f.display_name, a.display_name)) AS used_by
  FROM resource_connector AS u
 CROSS JOIN moment AS m
  LEFT JOIN connection_reference AS r
         ON r.environment_id = u.environment_id AND r.logical_name = u.connection_reference
  LEFT JOIN flow AS f
         ON u.resource_kind = 'flow' AND f.flow_id = u.resource_id
        AND COALESCE(f.row_active, 1) = 1 AND COALESCE(f.is_deleted, 0) = 0
  LEFT JOIN app AS a
         ON u.resource_kind = 'app' AND a.app_id = u.resource_id
        AND COALESCE(a.row_active, 1) = 1 AND COALESCE(a.is_deleted, 0) = 0
  LEFT JOIN usage AS l ON l.resource_kind = 'app' AND l.resource_id = a.app_id
  LEFT JOIN (SELECT DISTINCT object_id FROM coe_component) AS k ON k.object_id = f.flow_id
 WHERE COALESCE(u.connection_id, r.connection_id) IS NOT NULL
   AND (f.flow_id IS NOT NULL OR a.app_id IS NOT NULL)
 GROUP BY COALESCE(u.connection_id, r.connection_id)
