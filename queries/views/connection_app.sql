-- Apps that stand and use a connection, a row per reference. feeds_app: it was opened in the thirty days before;
-- feeds_unknown: nobody knows whether it ever was.
SELECT u.connection_id, a.app_id, a.display_name AS name,
       CASE WHEN ((SELECT at FROM moment) - l.last_launched_at) / 86400 <= 30 OR l.launches_30_days > 0
            THEN 1 ELSE 0 END AS feeds_app,
       CASE WHEN l.last_launched_at IS NULL AND l.launches_30_days IS NULL THEN 1 ELSE 0 END AS feeds_unknown
  FROM connection_user AS u
  JOIN app AS a ON a.app_id = u.resource_id
  LEFT JOIN usage AS l ON l.resource_kind = 'app' AND l.resource_id = a.app_id
 WHERE u.resource_kind = 'app'
   AND COALESCE(a.row_active, 1) = 1
   AND COALESCE(a.is_deleted, 0) = 0
