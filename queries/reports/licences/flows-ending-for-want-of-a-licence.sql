-- title:    Flows that will be switched off for want of a licence
-- severity: medium
-- needs:    flow, flow.pending_suspension_at
-- refs:     Microsoft "Limits and configuration" of Power Automate; CoE table "Flows"
-- rule:     LIC-002
-- resource: flow flow_id
--
-- The platform has announced the day on which it switches the flow off, because nobody who owns it has the licence it
-- needs. Only the owner was told.
--
-- Assign the licence, or take the premium connector out, before that day. Afterwards somebody has to turn the flow on
-- again by hand.
--
-- Announcements for other reasons are in the report on suspended flows.
SELECT CASE WHEN (f.pending_suspension_at - :as_of) / 86400 <= 7 THEN 'high' ELSE 'medium' END
         AS severity,
       f.display_name AS flow_name, 'announced for want of a licence' AS why,
       f.pending_suspension_reason AS reason, f.pending_suspension_at,
       (f.pending_suspension_at - :as_of) / 86400 AS days_left, o.owner_id, o.record_name AS owner_name,
       o.environment_name, o.environment_id, f.flow_id
  FROM flow AS f
  JOIN ownership AS o ON o.resource_kind = 'flow' AND o.resource_id = f.flow_id
 WHERE lower(f.pending_suspension_reason) LIKE '%licen%'
   AND f.pending_suspension_at >= :as_of
   AND COALESCE(o.state, '') <> 'suspended'
 ORDER BY o.environment_id, f.flow_id
