-- title:    All AI models
-- severity: info
-- needs:    ai_model
-- wants:    environment, principal
-- param:    by_system text no  yes: show the models that the platform itself made, too
-- refs:     CoE dashboard "AI Builder Models"; CoE views "Custom AI Models", "System AI Models"
--
-- The AI Builder models that people made, their template and when they were last used.
--
-- Models whose maker is the platform are left out unless asked for.
SELECT m.display_name AS ai_model_name, m.template, m.state, m.status, m.owner_id,
       COALESCE(p.display_name, m.owner_name) AS owner_name, m.created_at, m.modified_at,
       m.last_used_at, m.is_managed, m.is_orphaned, e.display_name AS environment_name,
       m.environment_id, m.ai_model_id
  FROM ai_model AS m
  LEFT JOIN principal AS p ON p.principal_id = m.owner_id
  LEFT JOIN environment AS e ON e.environment_id = m.environment_id
 WHERE COALESCE(m.row_active, 1) = 1
   AND COALESCE(m.is_deleted, 0) = 0
   AND COALESCE(m.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
   AND (:by_system = 'yes'
        OR COALESCE(p.is_system, 0) = 0 AND COALESCE(p.display_name, m.owner_name, '') <> 'SYSTEM')
 ORDER BY m.environment_id, m.ai_model_id
