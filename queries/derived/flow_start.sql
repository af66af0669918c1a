-- How each flow is started, one row per flow. way: http, button, app, agent, item (for a selected item), schedule, event, or
-- NULL where the trigger is not known. who_calls: of an http trigger, 'anyone', 'tenant' or 'named' (people it names).
-- is_by_people: a person's action starts it. shared_groups, shared_people: as the flow's own record counts them.
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
started AS (
	SELECT f.flow_id, d.who_calls, COALESCE(d.type, lower(f.trigger_type)) AS type,
	       COALESCE(d.kind, lower(f.trigger_kind)) AS kind, COALESCE(f.owner_id, f.creator_id) AS owner_id,
	       f.shared_groups,
	       COALESCE(f.shared_users + COALESCE(f.shared_editors, 0), f.shared_editors) AS shared_people
	  FROM flow AS f
	  LEFT JOIN definition AS d ON d.flow_id = f.flow_id
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
	       s.owner_id, s.shared_groups, s.shared_people
	  FROM started AS s
)
SELECT j.*,
       CASE WHEN way IN ('http', 'button', 'app', 'agent', 'item') THEN 1
            WHEN way IS NOT NULL THEN 0 END AS is_by_people
  FROM judged AS j
