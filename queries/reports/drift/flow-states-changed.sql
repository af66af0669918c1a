-- title:    Flows that were switched on or off
-- severity: medium
-- needs:    flow, flow.state
-- before:   flow
-- refs:     Microsoft "Understand the reasons for flow suspension"; CoE issue 6320
-- rule:     DRF-010
-- resource: flow flow_id
--
-- A flow that the platform suspended, or that somebody turned off, does its work no longer, and those who rely on it
-- are told by nobody.
--
-- Look at the reason. After repair a flow must be turned on by a person: the platform does it by itself only for
-- data policies, and only within a week.
--
-- High: suspended now, with the reason. Medium: turned off. Info: on again. Compared with the previous snapshot: a
-- flow that went off and on between the two is not seen.
SELECT CASE WHEN lower(f.state) = 'suspended' THEN 'high' WHEN lower(f.state) = 'started' THEN 'info'
            ELSE 'medium' END AS severity,
       f.display_name AS flow_name,
       CASE lower(f.state) WHEN 'suspended' THEN 'the platform suspended it' WHEN 'started' THEN 'it is on again'
                           WHEN 'stopped' THEN 'it was turned off' ELSE 'it is ' || f.state END AS why,
       lower(w.state) AS old_state, lower(f.state) AS state,
       CASE WHEN lower(f.state) = 'suspended' THEN f.suspension_reason END AS suspension_reason, f.suspended_at,
       COALESCE(f.owner_id, f.creator_id) AS owner_id,
       COALESCE(p.display_name, p.user_principal_name, f.creator_name) AS owner_name,
       e.display_name AS environment_name, f.environment_id, f.flow_id
  FROM flow AS f
  JOIN flow_before AS w ON w.flow_id = f.flow_id
  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
  LEFT JOIN principal AS p ON p.principal_id = COALESCE(f.owner_id, f.creator_id)
 WHERE f.valid_from > (SELECT before_at FROM moment)
   AND lower(f.state) <> lower(w.state)
   AND lower(f.state) <> 'deleted'
   AND COALESCE(f.row_active, 1) = 1
   AND COALESCE(f.is_deleted, 0) = 0
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY f.environment_id, f.flow_id
