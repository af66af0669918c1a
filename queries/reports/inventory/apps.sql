-- title:    All apps
-- severity: info
-- needs:    app
-- wants:    environment, principal, usage:app
-- param:    type text all  show apps of this type only: canvas, model-driven, sharepoint-form, ...
-- refs:     CoE dashboard "Apps", "App Deep Dive"; CoE views "All Apps", "Canvas", "Model Driven Apps"
-- rule:     APP-013
--
-- The list of apps with what a review asks first: whose, where, how widely shared, when last opened, and which plan and
-- connectors they use.
--
-- Blank means that the source does not say it. An app that nobody is known to have opened may be in use all the same:
-- launches come from the audit log, which few exports hold whole.
SELECT a.display_name AS app_name, a.app_type, a.owner_id,
       COALESCE(p.display_name, a.owner_name, a.owner_upn) AS owner_name,
       e.display_name AS environment_name, e.sku AS environment_sku,
       a.created_at, a.modified_at, a.published_at, u.last_launched_at, u.launches_30_days,
       a.shared_users, a.shared_groups, a.is_shared_with_tenant, a.plan_classification,
       a.uses_premium, a.uses_custom_connector, a.uses_gateway, a.uses_dataverse, a.connections,
       n.is_test_name, n.is_duplicate_name, a.is_solution, a.dlp_status, a.is_quarantined,
       a.is_orphaned, a.environment_id, a.app_id
  FROM app AS a
  LEFT JOIN name_check AS n ON n.resource_kind = 'app' AND n.resource_id = a.app_id
  LEFT JOIN environment AS e ON e.environment_id = a.environment_id
  LEFT JOIN principal_name AS p ON p.principal_id = a.owner_id
  LEFT JOIN usage AS u ON u.resource_kind = 'app' AND u.resource_id = a.app_id
 WHERE COALESCE(a.row_active, 1) = 1
   AND COALESCE(a.is_deleted, 0) = 0
   AND COALESCE(a.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
   AND (:type = 'all' OR a.app_type = :type)
 ORDER BY a.environment_id, a.app_id
