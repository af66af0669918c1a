-- How each flow is started (see flow_start) and who may start it, one row per flow. The counts are of others than the owner:
-- from permissions where they were collected, else from the numbers in the flow's own record; NULL where neither says.
-- (Subselects, for few rows are ever asked for: they are looked up, and no other flow's permissions are counted.)
SELECT c.*,
       CASE
         WHEN way = 'http' AND who_calls = 'anyone' THEN 'anyone who knows the address'
         WHEN way = 'http' AND who_calls = 'tenant' THEN 'everybody in the tenant'
         WHEN is_everyone = 1 THEN 'everybody in the tenant'
         WHEN way = 'http' AND who_calls = 'named' THEN 'the people its trigger names'
         WHEN group_count > 0 THEN 'groups: ' || group_count || ', people: ' || COALESCE(user_count, 0)
         WHEN user_count > 0 THEN 'people beside the owner: ' || user_count
         WHEN way = 'app' THEN 'who uses the apps that call it'
         WHEN way = 'agent' THEN 'who uses the agents that call it'
         WHEN user_count = 0 AND group_count = 0 THEN 'its owner'
         ELSE 'not known'
       END AS runners
  FROM (SELECT s.flow_id, s.way, s.who_calls, s.is_by_people,
               (SELECT max(CASE WHEN p.kind = 'tenant' THEN 1 ELSE 0 END)
                  FROM flow_permission AS p WHERE p.flow_id = s.flow_id) AS is_everyone,
               COALESCE((SELECT count(DISTINCT CASE WHEN p.kind = 'group' THEN p.principal_id END)
                           FROM flow_permission AS p WHERE p.flow_id = s.flow_id
                          GROUP BY p.flow_id), s.shared_groups) AS group_count,
               COALESCE((SELECT count(DISTINCT CASE WHEN p.kind NOT IN ('group', 'tenant')
                                                     AND p.principal_id <> COALESCE(s.owner_id, '')
                                                    THEN p.principal_id END)
                           FROM flow_permission AS p WHERE p.flow_id = s.flow_id
                          GROUP BY p.flow_id), s.shared_people) AS user_count,
               (SELECT sum(g.group_size)
                  FROM principal AS g
                 WHERE g.principal_id IN (SELECT p.principal_id FROM flow_permission AS p
                                           WHERE p.flow_id = s.flow_id AND p.kind = 'group')) AS group_people
          FROM flow_start AS s) AS c
