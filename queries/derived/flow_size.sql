-- How large each flow is by its definition, and marks of what it does, one row per flow of which steps were collected.
-- step_count: all steps, the trigger and deleted ones too; action_count: actions that stand, NULL for none;
-- guarded_count: of these, those of which it is known whether they run after a failure; handles_failure: one of them does.
-- index: flow_id, step_count, action_count, uses_http, lists_flows
SELECT flow_id, count(*) AS step_count,
       NULLIF(count(CASE WHEN step = 'action' AND COALESCE(is_deleted, 0) = 0 THEN 1 END), 0)
       AS action_count,
       count(CASE WHEN step = 'action' AND COALESCE(is_deleted, 0) = 0 THEN handles_failure END)
       AS guarded_count,
       max(CASE WHEN step = 'action' AND COALESCE(is_deleted, 0) = 0 THEN handles_failure END)
       AS handles_failure,
       max(CASE WHEN lower(action_type) LIKE '%http%' THEN 1 ELSE 0 END) AS uses_http,
       max(CASE WHEN lower(operation_id) = 'listflowsinenvironment' THEN 1 ELSE 0 END) AS lists_flows
  FROM flow_action
 GROUP BY flow_id
