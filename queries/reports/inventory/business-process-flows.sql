-- title:    All business process flows
-- severity: info
-- needs:    business_process_flow
-- wants:    environment, principal
-- refs:     CoE dashboard "Business Process Flows"; CoE view "Activated Business Process Flows"
--
-- The business process flows of every environment, the table they belong to, and whether they are activated.
--
-- The kit leaves out what it does not see: environments without Dataverse have none.
SELECT b.display_name AS business_process_flow_name, COALESCE(b.status, b.state) AS status,
       b.primary_entity, b.mode, b.owner_id, p.display_name AS owner_name, b.created_at,
       b.modified_at, b.is_orphaned, e.display_name AS environment_name, b.environment_id,
       b.business_process_flow_id
  FROM business_process_flow AS b
  LEFT JOIN principal AS p ON p.principal_id = b.owner_id
  LEFT JOIN environment AS e ON e.environment_id = b.environment_id
 WHERE COALESCE(b.row_active, 1) = 1
   AND COALESCE(b.is_deleted, 0) = 0
   AND COALESCE(b.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY b.environment_id, b.business_process_flow_id
