-- title:    Flows that the platform has switched off, or will
-- severity: medium
-- needs:    flow, flow.state
-- param:    pending_days integer 30  look this far ahead for announced suspensions
-- refs:     FLW-002; Microsoft "Limits and configuration" of Power Automate; CoE issue 6320
-- rule:     FLW-001
-- resource: flow flow_id
--
-- The platform suspends flows that break a data policy, fail for 14 days, never trigger or lack a licence, and tells
-- nobody but the owner. Whoever waits for the result only sees that nothing happens any more.
--
-- Remove the cause first: change the policy or the flow, repair the failing step, or assign a licence. Then turn the
-- flow on again and run it once. A flow suspended by a data policy comes back by itself only within seven days.
--
-- Announced suspensions (FLW-002) are listed too. `reason` is the platform's own word.
WITH
off AS (
	SELECT f.*,
	       CASE WHEN lower(f.state) = 'suspended' THEN 'suspended' ELSE 'pending' END AS what,
	       CASE WHEN lower(f.state) = 'suspended' THEN f.suspension_reason
	            ELSE f.pending_suspension_reason END AS reason
	  FROM flow AS f
	 WHERE lower(f.state) = 'suspended'
	    OR COALESCE(lower(f.state), '') <> 'deleted'
	       AND f.pending_suspension_at BETWEEN :as_of AND :as_of + 86400 * CAST(:pending_days AS INTEGER)
)
SELECT CASE WHEN lower(f.reason) = 'companydlpviolation' THEN 'high' ELSE 'medium' END AS severity,
       f.display_name AS flow_name, f.what, f.reason,
       CASE lower(f.reason)
         WHEN 'companydlpviolation' THEN 'breaks a data policy'
         WHEN 'alwaysfailingdetected' THEN 'failed on every run for 14 days'
         WHEN 'allactionsfailingdetected' THEN 'all of its actions fail'
         WHEN 'nevertriggeringdetected' THEN 'was not triggered for 90 days'
         ELSE CASE WHEN lower(f.reason) LIKE '%licen%' THEN 'lacks a licence'
                   ELSE 'the source does not say why' END
       END AS why,
       CASE
         WHEN f.what = 'pending' THEN 'still running: act before the date'
         WHEN lower(f.reason) <> 'companydlpviolation' THEN 'must be turned on by hand'
         WHEN (:as_of - f.suspended_at) / 86400 > 7 THEN 'must be turned on by hand'
         WHEN f.suspended_at IS NOT NULL THEN 'comes back by itself when the policy allows it'
       END AS next_step,
       f.suspended_at, f.pending_suspension_at,
       COALESCE(f.owner_id, f.creator_id) AS owner_id,
       CASE WHEN COALESCE(f.owner_id, f.creator_id) = f.creator_id
            THEN COALESCE(p.display_name, f.creator_name) ELSE p.display_name END AS owner_name,
       e.display_name AS environment_name, f.environment_id, f.flow_id
  FROM off AS f
  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = COALESCE(f.owner_id, f.creator_id)
 WHERE COALESCE(f.row_active, 1) = 1
   AND COALESCE(f.is_deleted, 0) = 0
   AND COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY f.what DESC, f.environment_id, f.flow_id
