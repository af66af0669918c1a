-- title:    Flows that a person turned off
-- severity: info
-- needs:    flow, flow.state
-- param:    inactive_days integer 180  a flow off and unchanged for more days than this may go
-- refs:     Microsoft "Power Platform governance components" (inactivity)
-- rule:     FLW-003
-- resource: flow flow_id
--
-- A flow that is off does nothing, but keeps its connections, its definition and whatever is written in it, and anybody who
-- may edit it can turn it on again.
--
-- Ask the owner whether it is still wanted. Keep an export of what is not, and delete it.
--
-- Flows that the platform switched off are elsewhere (suspended-flows). The time of the last change counts, since no source
-- tells when a flow was turned off. A flow unchanged for long is of low severity, the others are for information.
SELECT CASE WHEN (:as_of - f.modified_at) / 86400 > CAST(:inactive_days AS INTEGER) THEN 'low'
            ELSE 'info' END AS severity,
       h.flow_name,
       CASE WHEN (:as_of - f.modified_at) / 86400 > CAST(:inactive_days AS INTEGER)
            THEN 'off and unchanged for long' ELSE 'off' END AS why,
       CASE WHEN f.modified_at > :as_of THEN 0 ELSE (:as_of - f.modified_at) / 86400 END AS unchanged_days,
       f.modified_at, h.owner_id, h.owner_name, h.environment_name, h.environment_id, f.flow_id
  FROM flow AS f
  JOIN flow_home AS h ON h.flow_id = f.flow_id
 WHERE h.state IN ('stopped', 'draft', 'off')
   AND lower(COALESCE(f.suspension_reason, 'none')) = 'none'
   AND h.is_live = 1
   AND COALESCE(f.is_published, 1) = 1
 ORDER BY severity DESC, h.environment_id, f.flow_id
