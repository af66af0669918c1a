-- title:    Flows that handle no failure
-- severity: low
-- needs:    flow, flow_action, flow_action.handles_failure
-- param:    min_actions integer 5  flows with fewer actions are left out
-- refs:     Microsoft "Employ robust error handling"
-- rule:     FLW-018
-- resource: flow flow_id
--
-- When a step of such a flow fails, it stops in the middle: half of the records are written, and nobody but the owner gets
-- a mail.
--
-- Put the steps into a scope and add one that runs after a failure or a time-out and tells a team about it.
--
-- A parent that handles the failure of its child is not seen here.
SELECT h.flow_name, 'no step runs after a failure' AS why, t.guarded_count AS action_count, h.state,
       h.owner_id, h.owner_name, h.environment_name, h.environment_id, t.flow_id
  FROM flow_size AS t
  LEFT JOIN flow_home AS h ON h.flow_id = t.flow_id
 WHERE t.handles_failure = 0
   AND t.guarded_count >= CAST(:min_actions AS INTEGER)
   AND COALESCE(h.is_live, 1) = 1
 ORDER BY h.environment_id, t.flow_id
