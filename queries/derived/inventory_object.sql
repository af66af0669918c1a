-- Everything that makers made and that stands, one row each, whatever its kind: what the pages of the inventory count.
-- maker_id is the acting owner, or who made it where no owner is known. Unpublished drafts of flows, objects of hidden
-- environments and AI models of the platform itself are left out, as the CoE dashboard does.
SELECT *
  FROM (SELECT 'environment' AS resource_kind, environment_id AS resource_id, display_name,
               COALESCE(sku, 'unknown') AS object_type, state, environment_id,
               created_by_id AS maker_id, created_by_name AS maker_name, created_at, modified_at
          FROM environment
         UNION ALL
        SELECT 'app', app_id, display_name, COALESCE(app_type, 'unknown'), lifecycle,
               environment_id, owner_id, owner_name, created_at, modified_at
          FROM app
         WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
         UNION ALL
        SELECT 'flow', flow_id, display_name, COALESCE(flow_type, 'unknown'),
               COALESCE(lower(state), 'unknown'), environment_id, COALESCE(owner_id, creator_id),
               CASE WHEN COALESCE(owner_id, creator_id) = creator_id THEN creator_name END,
               created_at, modified_at
          FROM flow
         WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
           AND COALESCE(lower(state), '') <> 'deleted' AND COALESCE(is_published, 1) = 1
         UNION ALL
        SELECT 'desktop_flow', desktop_flow_id, display_name, COALESCE(flow_type, 'unknown'), state,
               environment_id, owner_id, owner_name, created_at, modified_at
          FROM desktop_flow
         WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
           AND COALESCE(lower(state), '') NOT LIKE 'deleted%'
         UNION ALL
        SELECT 'agent', agent_id, display_name, COALESCE(orchestration, 'unknown'),
               CASE WHEN lower(state) = 'inactive' THEN 'inactive'
                    WHEN published_at IS NOT NULL OR lower(status) = 'published' THEN 'published'
                    ELSE lower(COALESCE(status, state)) END,
               environment_id, COALESCE(owner_id, created_by_id), owner_name, created_at, modified_at
          FROM agent
         WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
         UNION ALL
        SELECT 'ai_model', m.ai_model_id, m.display_name, COALESCE(m.template, 'unknown'), m.state,
               m.environment_id, m.owner_id, m.owner_name, m.created_at, m.modified_at
          FROM ai_model AS m
          LEFT JOIN principal AS p ON p.principal_id = m.owner_id
         WHERE COALESCE(m.row_active, 1) = 1 AND COALESCE(m.is_deleted, 0) = 0
           AND COALESCE(p.display_name, m.owner_name, '') <> 'SYSTEM'
           AND COALESCE(p.is_system, 0) = 0
         UNION ALL
        SELECT 'portal', portal_id, display_name, COALESCE(site_type, 'unknown'), state,
               environment_id, owner_id, owner_name, created_at, modified_at
          FROM portal
         WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
         UNION ALL
        SELECT 'solution', solution_id, COALESCE(display_name, unique_name),
               CASE is_managed WHEN 1 THEN 'managed' WHEN 0 THEN 'unmanaged' ELSE 'unknown' END,
               NULL, environment_id, COALESCE(created_by_id, owner_id), created_by_name,
               created_at, modified_at
          FROM solution
         WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
         UNION ALL
        SELECT 'business_process_flow', business_process_flow_id, display_name,
               COALESCE(flow_type, 'unknown'), COALESCE(status, state), environment_id, owner_id,
               NULL, created_at, modified_at
          FROM business_process_flow
         WHERE COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0
         UNION ALL
        SELECT 'connector', connector_id, display_name, 'custom', NULL, environment_id,
               created_by_id, created_by_name, created_at, modified_at
          FROM connector
         WHERE is_custom = 1 AND COALESCE(row_active, 1) = 1 AND COALESCE(is_deleted, 0) = 0)
 WHERE COALESCE(environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
