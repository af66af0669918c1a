-- title:    All cloud flows
-- severity: info
-- needs:    flow
-- wants:    environment, principal, usage:flow
-- param:    state text all  show flows in this state only: started, stopped, suspended
-- refs:     CoE dashboard "Cloud Flows", "Flow Deep Dive"; CoE views "Active Flows", "Template Flows"
--
-- The list of flows with what a review asks first: whose, where, in which state, how it starts, how large it is and
-- when it last ran.
--
-- Blank means that the source does not say it. Unpublished drafts of solution flows are left out.
SELECT f.display_name AS flow_name, f.state, f.suspension_reason,
       COALESCE(f.owner_id, f.creator_id) AS owner_id,
       COALESCE(p.display_name, CASE WHEN COALESCE(f.owner_id, f.creator_id) = f.creator_id
                                     THEN f.creator_name END) AS owner_name,
       e.display_name AS environment_name, e.sku AS environment_sku, f.flow_type, f.trigger_type,
       f.action_count, f.created_at, f.modified_at, u.last_run_at, u.runs_30_days,
       f.shared_users, f.shared_groups, f.plan, f.template_name, f.connections,
       n.is_test_name, n.is_duplicate_name, f.is_solution, f.pending_suspension_at,
       f.is_orphaned, f.environment_id, f.flow_id
  FROM flow AS f
  LEFT JOIN name_check AS n ON n.resource_kind = 'flow' AND n.resource_id = f.flow_id
  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = COALESCE(f.owner_id, f.creator_id)
  LEFT JOIN usage AS u ON u.resource_kind = 'flow' AND u.resource_id = f.flow_id
 WHERE COALESCE(f.row_active, 1) = 1
   AND COALESCE(f.is_deleted, 0) = 0
   AND COALESCE(lower(f.state), '') <> 'deleted'
   AND COALESCE(f.is_published, 1) = 1
   AND COALESCE(f.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
   AND (:state = 'all' OR lower(f.state) = :state)
 ORDER BY f.environment_id, f.flow_id
