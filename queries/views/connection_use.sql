-- What stands and uses a connection: how many flows and apps, the name of one of them, and whether among them is a running
-- flow that collects the CoE inventory (feeds_kit), any running flow (feeds_flow), an app opened in the thirty days before
-- (feeds_app), or an app that nobody knows about (feeds_unknown). A connection that nothing uses has no row.
-- (Subselects, for few connections are ever asked for: they are looked up, and nothing is counted for the others.)
SELECT c.connection_id,
       (SELECT count(DISTINCT f.flow_id) FROM connection_flow AS f
         WHERE f.connection_id = c.connection_id) AS flow_count,
       (SELECT count(DISTINCT a.app_id) FROM connection_app AS a
         WHERE a.connection_id = c.connection_id) AS app_count,
       COALESCE((SELECT max(f.feeds_kit) FROM connection_flow AS f
                  WHERE f.connection_id = c.connection_id), 0) AS feeds_kit,
       COALESCE((SELECT max(f.feeds_flow) FROM connection_flow AS f
                  WHERE f.connection_id = c.connection_id), 0) AS feeds_flow,
       COALESCE((SELECT max(a.feeds_app) FROM connection_app AS a
                  WHERE a.connection_id = c.connection_id), 0) AS feeds_app,
       COALESCE((SELECT max(a.feeds_unknown) FROM connection_app AS a
                  WHERE a.connection_id = c.connection_id), 0) AS feeds_unknown,
       (SELECT min(u.name)
          FROM (SELECT (SELECT min(f.name) FROM connection_flow AS f
                         WHERE f.connection_id = c.connection_id) AS name
                 UNION ALL
                SELECT (SELECT min(a.name) FROM connection_app AS a
                         WHERE a.connection_id = c.connection_id)) AS u) AS used_by
  FROM connection AS c
 WHERE EXISTS (SELECT 1 FROM connection_flow AS f WHERE f.connection_id = c.connection_id)
    OR EXISTS (SELECT 1 FROM connection_app AS a WHERE a.connection_id = c.connection_id)
