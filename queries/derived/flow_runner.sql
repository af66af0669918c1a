-- How each live flow is started and who may start it, one row per flow. way: http, button, app, agent, item (for a selected
-- item), schedule, event, or NULL where the trigger is not known. who_calls: of an http trigger, 'anyone', 'tenant' or 'named'
-- (people it names). is_by_people: a person's action starts it. The counts are of others than the owner: from permissions
-- where they were collected, else from the numbers in the flow's own record; NULL where neither says.
-- (A + keeps SQLite from walking along an index through wide rows that lie in another order: sorting what is needed of them
-- costs less.)
-- index: flow_id
WITH
trigger AS (
	SELECT flow_id, action_type, action_kind,
	       CASE WHEN secure_inputs IS NOT NULL AND lower(action_kind) IN ('http', 'teamswebhook')
	            THEN CASE WHEN trigger_authentication IS NULL
	                        OR lower(trigger_authentication) = 'all' THEN 'anyone'
	                      WHEN lower(trigger_authentication) = 'user'
	                       AND COALESCE(trigger_allowed_users, '') NOT IN ('', '[]') THEN 'named'
	                      ELSE 'tenant' END END AS who_calls
	  FROM flow_action
	 WHERE step = 'trigger'
),
definition AS MATERIALIZED (
	SELECT flow_id, lower(max(action_type)) AS type, lower(max(action_kind)) AS kind, max(who_calls) AS who_calls
	  FROM trigger
	 GROUP BY +flow_id
),
permitted AS (
	SELECT resource_id AS flow_id, principal_id, max(lower(principal_type)) AS type
	  FROM role_assignment
	 WHERE resource_kind = 'flow'
	 GROUP BY resource_id, principal_id
),
counted AS MATERIALIZED (
	SELECT r.flow_id,
	       max(CASE WHEN r.type = 'tenant' OR t.tenant_id IS NOT NULL THEN 1 ELSE 0 END) AS is_everyone,
	       sum(CASE WHEN COALESCE(r.type, p.kind) = 'group' THEN 1 ELSE 0 END) AS groups,
	       sum(CASE WHEN COALESCE(r.type, p.kind, 'user') NOT IN ('group', 'tenant')
	                 AND t.tenant_id IS NULL
	                 AND r.principal_id <> COALESCE(f.owner_id, f.creator_id, '')
	                THEN 1 ELSE 0 END) AS users,
	       sum(CASE WHEN COALESCE(r.type, p.kind) = 'group' THEN p.group_size END) AS group_people
	  FROM permitted AS r
	  LEFT JOIN flow AS f ON f.flow_id = r.flow_id
	  LEFT JOIN principal AS p
	         ON p.principal_id = CASE WHEN r.type IS NULL OR r.type = 'group' THEN r.principal_id END
	  LEFT JOIN tenant AS t ON t.tenant_id = r.principal_id
	 GROUP BY r.flow_id
),
started AS (
	SELECT f.flow_id, d.who_calls, COALESCE(d.type, lower(f.trigger_type)) AS type,
	       COALESCE(d.kind, lower(f.trigger_kind)) AS kind,
	       c.is_everyone, COALESCE(c.groups, f.shared_groups) AS group_count,
	       COALESCE(c.users, f.shared_users + COALESCE(f.shared_editors, 0), f.shared_editors) AS user_count,
	       c.group_people
	  FROM flow AS f
	  LEFT JOIN definition AS d ON d.flow_id = f.flow_id
	  LEFT JOIN counted AS c ON c.flow_id = f.flow_id
),
judged AS (
	SELECT s.flow_id, s.who_calls,
	       CASE
	         WHEN s.type IS NULL THEN NULL
	         WHEN s.type = 'recurrence' THEN 'schedule'
	         WHEN s.type = 'request' AND s.kind IN ('http', 'teamswebhook') THEN 'http'
	         WHEN s.type = 'request' AND s.kind IN ('powerapp', 'powerappv2') THEN 'app'
	         WHEN s.type = 'request' AND s.kind IN ('skills', 'virtualagent') THEN 'agent'
	         WHEN s.type = 'request' AND s.kind = 'apiconnection' THEN 'item'
	         WHEN s.type IN ('request', 'manual') THEN 'button'
	         ELSE 'event'
	       END AS way,
	       s.is_everyone, s.group_count, s.user_count, s.group_people
	  FROM started AS s
)
SELECT j.*,
       CASE WHEN way IN ('http', 'button', 'app', 'agent', 'item') THEN 1
            WHEN way IS NOT NULL THEN 0 END AS is_by_people,
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
  FROM judged AS j
