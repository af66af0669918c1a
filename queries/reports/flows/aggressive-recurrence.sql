-- title:    Flows that run every few minutes
-- severity: low
-- needs:    flow, flow_action, flow_action.secure_inputs
-- param:    min_minutes integer 5  schedules shorter than this are listed
-- refs:     Microsoft "Limits and configuration" of Power Automate
-- rule:     FLW-021
-- resource: flow flow_id
-- key:      trigger
--
-- A schedule of a minute makes over forty thousand runs a month. It eats up the owner's requests, and then all flows of that
-- owner are slowed down.
--
-- Let the flow start on the event it waits for, or run it less often.
--
-- Only schedules count; a trigger that looks for news every minute runs only when there is some. What is off is left out.
SELECT h.flow_name, 'runs every ' || a.recurrence_interval || ' ' || lower(a.recurrence_frequency) AS why,
       a.recurrence_interval * CASE lower(a.recurrence_frequency) WHEN 'second' THEN 1 ELSE 60 END AS period_seconds,
       a.name AS "trigger", h.state, h.owner_id, h.owner_name, h.environment_name,
       COALESCE(h.environment_id, a.environment_id) AS environment_id, a.flow_id
  FROM flow_action AS a
  LEFT JOIN flow_home AS h ON h.flow_id = a.flow_id
 WHERE a.step = 'trigger'
   AND lower(a.action_type) IN ('recurrence', 'slidingwindow')
   AND lower(a.recurrence_frequency) IN ('second', 'minute')
   AND a.recurrence_interval * CASE lower(a.recurrence_frequency) WHEN 'second' THEN 1 ELSE 60 END
       < 60 * CAST(:min_minutes AS INTEGER)
   AND COALESCE(h.is_live, 1) = 1
   AND COALESCE(h.is_on, 1) = 1
   AND COALESCE(a.is_deleted, 0) = 0
 ORDER BY period_seconds, environment_id, a.flow_id, a.name
