-- For which environments all objects of an entity were collected, at the moment or before: only there does the absence
-- of an object prove something.
SELECT c.entity, e.environment_id
  FROM coverage AS c
 CROSS JOIN environment AS e
 WHERE c.scope = 'tenant' AND c.snapshot_at <= (SELECT at FROM moment)
 UNION
SELECT entity, scope_id
  FROM coverage
 WHERE scope = 'environment' AND snapshot_at <= (SELECT at FROM moment)
