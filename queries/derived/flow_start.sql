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
	       -- A form in which no value is worked out twice.
	       CASE s.type
	         WHEN 'recurrence' THEN 'schedule'
	         WHEN 'manual' THEN 'button'
	         WHEN 'request' THEN
	           CASE s.kind
	             WHEN 'http' THEN 'http'
	             WHEN 'teamswebhook' THEN 'http'
	             WHEN 'powerapp' THEN 'app'
	             WHEN 'powerappv2' THEN 'app'
	             WHEN 'skills' THEN 'agent'
	             WHEN 'virtualagent' THEN 'agent'
	             WHEN 'apiconnection' THEN 'item'
	             ELSE 'button'
	           END
	         ELSE CASE WHEN s.type IS NOT NULL THEN 'event' END
	       END AS way,
	       s.owner_id, s.shared_groups, s.shared_people
	  FROM started AS s
)
SELECT j.*,
       CASE way WHEN 'event' THEN 0 WHEN 'schedule' THEN 0 WHEN 'button' THEN 1 WHEN 'http' THEN 1
                WHEN 'app' THEN 1 WHEN 'agent' THEN 1 WHEN 'item' THEN 1 END AS is_by_people
  FROM judged AS j
