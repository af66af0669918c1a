-- For which environments all objects of an entity were collected, at the moment or before: only there does the absence
-- of an object prove something. Of entities that have no parts. An environment may have several rows.
SELECT w.entity, e.environment_id
  FROM (SELECT DISTINCT entity
          FROM coverage
         WHERE scope = 'tenant' AND snapshot_at <= (SELECT at FROM moment)) AS w
 CROSS JOIN environment AS e
 UNION ALL
SELECT entity, scope_id
  FROM coverage
 WHERE scope = 'environment' AND snapshot_at <= (SELECT at FROM moment)
