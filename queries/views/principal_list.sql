-- What the moment's list of principals can prove, in one row: is_complete, it holds everybody, so that absence is
-- a departure; tells_presence, some of it came from the directory itself, not only from a registry of it.
SELECT CASE WHEN EXISTS (SELECT 1 FROM coverage
                          WHERE entity = 'principal' AND scope = 'tenant'
                            AND snapshot_at = (SELECT at FROM moment)) THEN 1 ELSE 0 END AS is_complete,
       CASE WHEN EXISTS (SELECT 1 FROM principal
                          WHERE in_directory = 1) THEN 1 ELSE 0 END AS tells_presence
