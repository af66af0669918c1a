-- What hangs on a service account, aspect by aspect: flows, apps and connections, what of them is broken or silent,
-- its last sign-in, and who reaches its rights through a child flow. The columns are those of
-- service_account_identity.
-- index: principal_id
WITH
known AS MATERIALIZED (
	SELECT DISTINCT c.entity, c.scope, c.scope_id
	  FROM coverage AS c
	 CROSS JOIN moment AS m
	 WHERE c.snapshot_at <= m.at AND c.entity IN ('flow', 'app', 'connection', 'flow_action')
),
place AS MATERIALIZED (
	SELECT environment_id FROM live_environment
),
extent AS MATERIALIZED (
	SELECT k.entity,
	       CASE
	         WHEN max(k.scope = 'tenant') = 1 THEN 2
	         WHEN EXISTS (SELECT 1 FROM place)
	          AND NOT EXISTS (SELECT 1 FROM place AS p
	                           WHERE NOT EXISTS (SELECT 1 FROM known AS n
	                                              WHERE n.entity = k.entity AND n.scope = 'environment'
	                                                AND n.scope_id = p.environment_id)) THEN 2
	         ELSE 1
	       END AS share
	  FROM known AS k
	 GROUP BY k.entity
),
given AS (
	SELECT COALESCE(max(CASE WHEN entity = 'flow' THEN share END), 0) AS flows,
	       COALESCE(max(CASE WHEN entity = 'app' THEN share END), 0) AS apps,
	       COALESCE(max(CASE WHEN entity = 'connection' THEN share END), 0) AS connections,
	       COALESCE(max(CASE WHEN entity = 'flow_action' THEN share END), 0) AS actions
	  FROM extent
),
owned AS (
	SELECT b.principal_id, sum(b.is_owner) AS amount,
	       sum(CASE WHEN b.is_owner = 1 AND b.state = 'suspended' THEN 1 ELSE 0 END) AS suspended,
	       sum(CASE WHEN b.state = 'started' THEN 1 ELSE 0 END) AS started,
	       sum(CASE WHEN b.state = 'started' AND h.is_seen = 1 THEN 1 ELSE 0 END) AS watched
	  FROM service_account_flow AS b
	  LEFT JOIN flow_history AS h ON h.flow_id = b.flow_id
	 GROUP BY b.principal_id
),
app_owned AS (
	SELECT owner_id AS principal_id, count(*) AS amount
	  FROM app
	 WHERE COALESCE(is_deleted, 0) = 0 AND COALESCE(row_active, 1) = 1
	 GROUP BY owner_id
),
linked AS (
	SELECT principal_id, count(*) AS amount, sum(is_broken = 1) AS broken,
	       count(CASE WHEN is_broken IS NULL THEN 1 END) AS undecided,
	       min(CASE WHEN is_broken = 1 THEN code END) AS code
	  FROM service_connection
	 GROUP BY principal_id
),
silent AS (
	SELECT b.principal_id, count(*) AS amount, min(s.code) AS code,
	       sum(CASE WHEN k.part = 'inventory' THEN 1 ELSE 0 END) AS inventory
	  FROM service_account_flow AS b
	  JOIN silent_flow AS s ON s.flow_id = b.flow_id AND s.why IS NOT NULL
	  LEFT JOIN coe_flow AS k ON k.flow_id = b.flow_id
	 GROUP BY b.principal_id
),
tried AS (
	SELECT principal_id, occurred_at, error_code,
	       row_number() OVER (PARTITION BY principal_id ORDER BY occurred_at DESC, sign_in_id) AS position
	  FROM sign_in
	 WHERE occurred_at IS NOT NULL
),
signed AS (
	SELECT a.principal_id, t.password_changed_at, t.last_non_interactive_at,
	       max(COALESCE(t.last_sign_in_at, 0), COALESCE(t.last_non_interactive_at, 0),
	           COALESCE(t.last_successful_at, 0),
	           CASE WHEN r.error_code = 0 THEN r.occurred_at ELSE 0 END) AS last_at,
	       CASE WHEN r.error_code <> 0 THEN r.occurred_at END AS refused_at,
	       CASE WHEN r.error_code <> 0 THEN r.error_code END AS error_code,
	       CASE WHEN r.error_code <> 0 THEN list_match('error_code', 'AADSTS' || r.error_code) END AS code
	  FROM service_account AS a
	  LEFT JOIN sign_in_activity AS t ON t.principal_id = a.principal_id
	  LEFT JOIN tried AS r ON r.principal_id = a.principal_id AND r.position = 1
),
judged AS (
	SELECT s.*, (m.at - s.last_at) / 86400 AS days,
	       CASE
	         WHEN s.refused_at >= s.last_at THEN 'refused'
	         WHEN s.last_at = 0 THEN 'unknown'
	         WHEN (m.at - s.last_at) / 86400 > 76 THEN 'dying'
	         WHEN (m.at - s.last_at) / 86400 > 30 THEN 'idle'
	         WHEN s.password_changed_at > s.last_non_interactive_at THEN 'changed'
	         ELSE 'ok'
	       END AS verdict
	  FROM signed AS s
	 CROSS JOIN moment AS m
),
step AS (
	SELECT b.principal_id, count(DISTINCT r.flow_id) AS amount
	  FROM service_account_flow AS b
	  JOIN flow_call_closure AS t ON t.descendant_flow_id = b.flow_id AND t.ancestor_flow_id <> b.flow_id
	  JOIN flow_start AS r ON r.flow_id = t.ancestor_flow_id AND r.is_by_people = 1
	 WHERE b.is_user = 1
	 GROUP BY b.principal_id
)
SELECT a.principal_id, 60 AS position, 'owned flows' AS aspect,
       CASE WHEN o.suspended > 0 THEN 'warning' WHEN g.flows = 0 THEN 'unknown' ELSE 'ok' END AS state,
       CASE WHEN o.suspended > 0 THEN 'it owns ' || o.amount || ', suspended are ' || o.suspended
            WHEN g.flows = 0 THEN 'flows were not collected'
            WHEN g.flows = 1 THEN 'it owns at least ' || COALESCE(o.amount, 0)
            ELSE 'it owns ' || COALESCE(o.amount, 0) END AS finding,
       CASE WHEN o.suspended > 0 THEN 'See suspended-flows for the reasons'
            WHEN g.flows < 2 THEN 'Collect the flows of all environments' END AS next_step,
       CASE WHEN g.flows > 0 THEN COALESCE(o.amount, 0) END AS amount
  FROM service_account AS a
 CROSS JOIN given AS g
  LEFT JOIN owned AS o ON o.principal_id = a.principal_id
 UNION ALL
SELECT a.principal_id, 70, 'owned apps',
       CASE WHEN g.apps = 0 THEN 'unknown' ELSE 'ok' END,
       CASE WHEN g.apps = 0 THEN 'apps were not collected'
            WHEN g.apps = 1 THEN 'it owns at least ' || COALESCE(o.amount, 0)
            ELSE 'it owns ' || COALESCE(o.amount, 0) END,
       CASE WHEN g.apps < 2 THEN 'Collect the apps of all environments' END,
       CASE WHEN g.apps > 0 THEN COALESCE(o.amount, 0) END
  FROM service_account AS a
 CROSS JOIN given AS g
  LEFT JOIN app_owned AS o ON o.principal_id = a.principal_id
 UNION ALL
SELECT a.principal_id, 80, 'connections',
       CASE WHEN g.connections = 0 THEN 'unknown' ELSE 'ok' END,
       CASE WHEN g.connections = 0 THEN 'connections were not collected'
            WHEN g.connections = 1 THEN 'signed in with it are at least ' || COALESCE(l.amount, 0)
            ELSE 'signed in with it are ' || COALESCE(l.amount, 0) END,
       CASE WHEN g.connections < 2 THEN 'Collect the connections of all environments' END,
       CASE WHEN g.connections > 0 THEN COALESCE(l.amount, 0) END
  FROM service_account AS a
 CROSS JOIN given AS g
  LEFT JOIN linked AS l ON l.principal_id = a.principal_id
 UNION ALL
SELECT a.principal_id, 90, 'broken connections',
       CASE WHEN l.broken > 0 THEN 'problem'
            WHEN g.connections < 2 OR l.undecided > 0 THEN 'unknown'
            ELSE 'ok' END,
       CASE WHEN l.broken > 0
            THEN 'broken are ' || l.broken || ' of ' || l.amount || COALESCE(': ' || x.cause, '')
            WHEN g.connections = 0 THEN 'connections were not collected'
            WHEN l.undecided > 0 THEN 'the state of ' || l.undecided || ' is not known'
            WHEN g.connections = 1 THEN 'none among the connections that were collected'
            ELSE 'none' END,
       CASE WHEN l.broken > 0
            THEN COALESCE(x.next_step, 'sign in again with the account, run a flow once, and watch it end')
            WHEN g.connections < 2 OR l.undecided > 0
            THEN 'Collect the connections of all environments, with their state' END,
       l.broken
  FROM service_account AS a
 CROSS JOIN given AS g
  LEFT JOIN linked AS l ON l.principal_id = a.principal_id
  LEFT JOIN error_code AS x ON x.code = l.code
 UNION ALL
SELECT a.principal_id, 100, 'failing or silent flows',
       CASE WHEN s.amount > 0 THEN 'problem'
            WHEN g.flows = 0 OR o.started > o.watched THEN 'unknown' ELSE 'ok' END,
       CASE WHEN s.inventory > 0 THEN s.amount || ' stopped working, of the CoE inventory ' || s.inventory
            WHEN s.amount > 0 THEN s.amount || ' stopped working' || COALESCE(': ' || x.cause, '')
            WHEN g.flows = 0 THEN 'flows were not collected'
            WHEN o.started > o.watched
              THEN 'of ' || o.started || ' that are on, runs were collected of ' || o.watched
            ELSE 'none' END,
       CASE WHEN s.amount > 0
            THEN COALESCE(x.next_step, 'See silently-stopped-flows; sign the connections in again and run each once')
            WHEN g.flows = 0 OR o.started > o.watched THEN 'Collect the runs of its flows' END,
       s.amount
  FROM service_account AS a
 CROSS JOIN given AS g
  LEFT JOIN owned AS o ON o.principal_id = a.principal_id
  LEFT JOIN silent AS s ON s.principal_id = a.principal_id
  LEFT JOIN error_code AS x ON x.code = s.code
 UNION ALL
SELECT s.principal_id, 110, 'last sign-in',
       CASE s.verdict WHEN 'refused' THEN 'problem' WHEN 'dying' THEN 'problem' WHEN 'idle' THEN 'warning'
                      WHEN 'changed' THEN 'warning' ELSE s.verdict END,
       CASE s.verdict
         WHEN 'refused' THEN 'the newest one failed with ' || s.error_code || COALESCE(': ' || x.cause, '')
         WHEN 'unknown' THEN 'its sign-ins were not collected'
         WHEN 'changed' THEN 'its password changed after the last sign-in by a token'
         ELSE s.days || ' days ago'
       END,
       CASE s.verdict
         WHEN 'refused' THEN COALESCE(x.next_step, 'Look the code up in the sign-in log')
         WHEN 'unknown' THEN 'Collect users with signInActivity, and sign-ins'
         WHEN 'changed' THEN 'Sign every connection of it in again (else 50173)'
         WHEN 'ok' THEN NULL
         ELSE 'Tokens die after 90 days without use: run its flows, or retire it'
       END,
       CASE WHEN s.last_at > 0 THEN s.days END
  FROM judged AS s
  LEFT JOIN error_code AS x ON x.code = s.code
 UNION ALL
SELECT a.principal_id, 120, 'step-ups',
       CASE WHEN t.amount > 0 THEN 'warning'
            WHEN g.actions < 2 OR g.connections < 2 THEN 'unknown' ELSE 'ok' END,
       CASE WHEN t.amount > 0 THEN 'flows that lend its rights to people through a child flow: ' || t.amount
            WHEN g.actions = 0 OR g.connections = 0
              THEN 'definitions of flows, or connections, were not collected'
            WHEN g.actions < 2 OR g.connections < 2 THEN 'none among the flows whose definitions were collected'
            ELSE 'none' END,
       CASE WHEN t.amount > 0 THEN 'See privilege-step-up: who may run them, and what the child takes from them'
            WHEN g.actions < 2 OR g.connections < 2
              THEN 'Collect all flows with their definitions, and connections' END,
       t.amount
  FROM service_account AS a
 CROSS JOIN given AS g
  LEFT JOIN step AS t ON t.principal_id = a.principal_id
