-- An invented tenant, written straight into a store, for measuring reports: SIZE flows, a quarter as many apps, a fortieth
-- of environments, half as many people. The same size gives the same rows. Run by bench/reports and bench/history.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
BEGIN;
CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
INSERT INTO n WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < SIZE * 5 / 2 - 1) SELECT i FROM c;

INSERT INTO snapshot VALUES (1800000000, 'given', NULL, 0, 'bench', NULL);
INSERT INTO source_file (source_file_id, snapshot_at, path, sha256, bytes, is_complete, records_read, records_kept,
                         records_merged, records_rejected)
VALUES (1, 1800000000, 'generated', '', 0, 1, 0, 0, 0, 0);

INSERT INTO environment_version (environment_id, display_name, sku, is_default, location, protection_level, has_dataverse,
                                 security_group_id, created_at, created_by_id, state,
                                 valid_from, source_file_id, record, source_rank)
SELECT CASE WHEN i = 0 THEN 'default-t' ELSE 'env-' || i END, 'Environment ' || i,
       CASE WHEN i = 0 THEN 'Default' WHEN i % 5 = 0 THEN 'Production' WHEN i % 5 < 3 THEN 'Developer' ELSE 'Sandbox' END,
       i = 0, 'europe', CASE WHEN i % 3 THEN 'Basic' ELSE 'Standard' END, i % 4 > 0,
       CASE WHEN i % 2 THEN 'group-' || (i % 100) END, 1800000000 - 86400 * (i % 900), 'user-' || (i * 7 % (SIZE / 2)), 'Ready',
       1800000000, 1, i + 1, 50
  FROM n WHERE i < SIZE / 40;

INSERT INTO principal_version (principal_id, user_principal_name, display_name, kind, user_type, is_enabled, is_deleted,
                               in_directory, department, valid_from, source_file_id, record, source_rank)
SELECT 'user-' || i, CASE WHEN i % 500 = 0 THEN 'svc-' || i ELSE 'user' || i END || '@contoso.example', 'User ' || i, 'user',
       CASE WHEN i % 50 = 1 THEN 'Guest' ELSE 'Member' END, i % 40 > 0, i % 60 = 0, 1,
       'Department ' || (i % 12), 1800000000, 1, i + 1, 80
  FROM n WHERE i < SIZE / 2;

INSERT INTO app_version (app_id, environment_id, display_name, app_type, owner_id, created_at, modified_at, published_at,
                         shared_users, shared_groups, is_shared_with_tenant, valid_from, source_file_id, record, source_rank)
SELECT 'app-' || i, CASE WHEN i % 4 = 0 THEN 'default-t' ELSE 'env-' || (i * 13 % (SIZE / 40 - 1) + 1) END, 'App ' || i,
       CASE i % 5 WHEN 0 THEN 'ModelDriven' ELSE 'Canvas' END, 'user-' || (i * 3 % (SIZE / 2)), 1700000000 + i * 100 % 90000000,
       1750000000 + i * 77 % 49000000, 1750000000 + i * 77 % 49000000, i % 70, i % 3, i % 200 = 0, 1800000000, 1, i + 1, 50
  FROM n WHERE i < SIZE / 4;

INSERT INTO flow_version (flow_id, workflow_id, environment_id, display_name, state, owner_id, creator_id, created_at,
                          modified_at, trigger_type, is_solution, suspension_reason, valid_from, source_file_id, record,
                          source_rank)
SELECT 'flow-' || i, CASE WHEN i % 3 = 0 THEN 'workflow-' || i END,
       CASE WHEN i % 4 = 0 THEN 'default-t' ELSE 'env-' || (i * 17 % (SIZE / 40 - 1) + 1) END, 'Flow ' || i,
       CASE i % 10 WHEN 0 THEN 'suspended' WHEN 1 THEN 'stopped' ELSE 'started' END, 'user-' || (i * 5 % (SIZE / 2)),
       'user-' || (i * 5 % (SIZE / 2)), 1700000000 + i * 31 % 90000000, 1750000000 + i * 97 % 49000000,
       CASE i % 4 WHEN 0 THEN 'Recurrence' WHEN 1 THEN 'Request' ELSE 'OpenApiConnection' END, i % 3 = 0,
       CASE WHEN i % 10 = 0 THEN 'CompanyDlpViolation' END, 1800000000, 1, i + 1, 70
  FROM n WHERE i < SIZE;

INSERT INTO flow_action_version (flow_id, step, name, environment_id, depth, action_type, action_kind, connector_id,
                                 operation_id, child_flow_id, endpoint, trigger_authentication, recurrence_frequency,
                                 recurrence_interval, inputs, handles_failure, secure_inputs, secure_outputs,
                                 valid_from, source_file_id, record, source_rank)
SELECT 'flow-' || (i / 2), CASE i % 2 WHEN 0 THEN 'trigger' ELSE 'action' END, 'step' || (i % 2),
       CASE WHEN i / 2 % 4 = 0 THEN 'default-t' ELSE 'env-' || (i / 2 * 17 % (SIZE / 40 - 1) + 1) END, 0,
       CASE WHEN i % 2 = 0 THEN CASE i / 2 % 4 WHEN 0 THEN 'Recurrence' WHEN 1 THEN 'Request' ELSE 'OpenApiConnection' END
            WHEN i % 20 = 1 THEN 'Workflow' WHEN i % 20 = 3 THEN 'Http' ELSE 'OpenApiConnection' END,
       CASE WHEN i % 2 = 0 AND i / 2 % 4 = 1 THEN CASE i / 8 % 3 WHEN 0 THEN 'Http' ELSE 'Button' END END,
       CASE WHEN i % 20 = 3 THEN 'http' WHEN i % 20 <> 1 THEN 'shared_c' || (i % 300) END, 'Operation' || (i % 40),
       CASE WHEN i % 20 = 1 THEN 'flow-' || ((i / 2 + 1) % SIZE) END,
       CASE WHEN i % 20 = 3 THEN 'https://api' || (i % 50) || '.example.com/v1' END,
       CASE WHEN i % 2 = 0 AND i / 2 % 4 = 1 AND i / 8 % 3 = 0 THEN CASE i % 3 WHEN 0 THEN 'All' ELSE 'Tenant' END END,
       CASE WHEN i % 2 = 0 AND i / 2 % 4 = 0 THEN 'Day' END, CASE WHEN i % 2 = 0 AND i / 2 % 4 = 0 THEN 1 END,
       '{"host":{"operationId":"Operation' || (i % 40) || '"},"parameters":{"to":"user' || (i % 5000) || '@contoso.example"}}',
       i % 7 = 0, 0, 0, 1800000000, 1, i + 1, 70
  FROM n WHERE i < SIZE * 2;

INSERT INTO connector_version (connector_id, display_name, tier, publisher, is_custom, valid_from, source_file_id, record,
                               source_rank)
SELECT 'shared_c' || i, 'Connector ' || i, CASE i % 3 WHEN 0 THEN 'Premium' ELSE 'Standard' END,
       CASE WHEN i % 9 THEN 'Microsoft' ELSE 'Vendor ' || i END, 0, 1800000000, 1, i + 1, 50
  FROM n WHERE i < 300;

INSERT INTO resource_connector_version (resource_kind, resource_id, connector_id, reference, environment_id, connection_id,
                                        runs_as, valid_from, source_file_id, record, source_rank)
SELECT CASE WHEN i < SIZE * 2 THEN 'flow' ELSE 'app' END,
       CASE WHEN i < SIZE * 2 THEN 'flow-' || (i / 2) ELSE 'app-' || ((i - SIZE * 2) / 2) END,
       'shared_c' || (i % 300), 'r' || (i % 2),
       CASE WHEN i / 2 % 4 = 0 THEN 'default-t' ELSE 'env-' || (i / 2 * 17 % (SIZE / 40 - 1) + 1) END,
       'connection-' || (i % (SIZE / 2)), CASE i % 5 WHEN 0 THEN 'invoker' ELSE 'embedded' END, 1800000000, 1, i + 1, 70
  FROM n WHERE i < SIZE * 5 / 2;

INSERT INTO connection_version (connection_id, connector_id, environment_id, display_name, account_name, created_by_id,
                                status, created_at, valid_from, source_file_id, record, source_rank)
SELECT 'connection-' || i, 'shared_c' || (i % 300), 'env-' || (i * 17 % (SIZE / 40 - 1) + 1), 'Connection ' || i,
       'user' || i || '@contoso.example', 'user-' || (i % (SIZE / 2)), CASE WHEN i % 15 THEN 'Connected' ELSE 'Error' END,
       1790000000, 1800000000, 1, i + 1, 50
  FROM n WHERE i < SIZE / 2;

INSERT INTO role_assignment_version (resource_kind, resource_id, principal_id, role, principal_type, environment_id,
                                     valid_from, source_file_id, record, source_rank)
SELECT CASE WHEN i < SIZE THEN 'flow' ELSE 'app' END, CASE WHEN i < SIZE THEN 'flow-' || i ELSE 'app-' || ((i - SIZE) / 2) END,
       'user-' || (i * 11 % (SIZE / 2)), CASE WHEN i % 3 THEN 'Owner' ELSE 'CanView' END, 'User', NULL, 1800000000, 1, i + 1, 60
  FROM n WHERE i < SIZE * 3 / 2;

INSERT INTO usage_version (resource_kind, resource_id, last_run_at, last_launched_at, valid_from, source_file_id, record,
                           source_rank)
SELECT CASE WHEN i < SIZE THEN 'flow' ELSE 'app' END, CASE WHEN i < SIZE THEN 'flow-' || i ELSE 'app-' || (i - SIZE) END,
       CASE WHEN i < SIZE THEN 1790000000 + i % 9999999 END, CASE WHEN i >= SIZE THEN 1780000000 + i % 19999999 END,
       1800000000, 1, i + 1, 60
  FROM n WHERE i < SIZE * 5 / 4;

INSERT INTO flow_run_version (flow_id, run_id, environment_id, status, error_code, started_at, ended_at, valid_from,
                              source_file_id, record, source_rank)
SELECT 'flow-' || (i / 2), 'run-' || i, NULL, CASE WHEN i % 6 THEN 'Succeeded' ELSE 'Failed' END,
       CASE WHEN i % 6 = 0 THEN 'AADSTS50076' END, 1799000000 + i % 900000, 1799000010 + i % 900000, 1800000000, 1, i + 1, 60
  FROM n WHERE i < SIZE;

INSERT INTO dlp_policy_version (policy_id, display_name, environment_type, default_classification, group_count, created_at,
                                modified_at, valid_from, source_file_id, record, source_rank)
SELECT 'policy-' || i, 'Policy ' || i, CASE i WHEN 0 THEN 'AllEnvironments' WHEN 1 THEN 'ExceptEnvironments' ELSE
       'OnlyEnvironments' END, CASE i % 2 WHEN 0 THEN 'General' ELSE 'Blocked' END, 3, 1790000000, 1799000000, 1800000000, 1, i + 1, 60
  FROM n WHERE i < 10;
INSERT INTO dlp_policy_environment_version (policy_id, environment_id, valid_from, source_file_id, record, source_rank)
SELECT 'policy-' || (i % 9 + 1), 'env-' || (i + 1), 1800000000, 1, i + 1, 60 FROM n WHERE i < SIZE / 40 - 1;
-- Nearly one flow in four breaks a policy: it uses a connector that is blocked, or connectors of two groups.
INSERT INTO dlp_policy_connector_version (policy_id, connector_id, classification, valid_from, source_file_id, record,
                                          source_rank)
SELECT 'policy-' || (i % 10), 'shared_c' || (i / 10),
       CASE WHEN i / 10 % 60 = 59 THEN 'Blocked' WHEN i / 10 <= 150 + i % 2 * 50 THEN 'Confidential' ELSE 'General' END,
       1800000000, 1, i + 1, 60
  FROM n WHERE i < 3000;

INSERT INTO authentication_method_version (principal_id, is_mfa_registered, valid_from, source_file_id, record, source_rank)
SELECT 'user-' || i, i % 10 > 0, 1800000000, 1, i + 1, 60 FROM n WHERE i < SIZE / 2;
INSERT INTO license_assignment_version (principal_id, sku_id, valid_from, source_file_id, record, source_rank)
SELECT 'user-' || i, 'sku-' || (i % 5), 1800000000, 1, i + 1, 60 FROM n WHERE i < SIZE / 2;
INSERT INTO solution_version (solution_id, environment_id, display_name, unique_name, version, is_managed, valid_from,
                              source_file_id, record, source_rank)
SELECT 'solution-' || (i % 1000), 'env-' || (i % (SIZE / 40 - 1) + 1), 'Solution ' || (i % 1000), 'solution' || (i % 1000),
       '1.0.' || (i % 9), i % 2, 1800000000, 1, i + 1, 60
  FROM n WHERE i < SIZE / 10;
INSERT INTO agent_version (agent_id, environment_id, display_name, owner_id, authentication_mode, access_control,
                           published_at, modified_at, valid_from, source_file_id, record, source_rank)
SELECT 'agent-' || i, 'env-' || (i % (SIZE / 40 - 1) + 1), 'Agent ' || i, 'user-' || i, CASE i % 4 WHEN 0 THEN 'None' ELSE
       'Integrated' END, 'Any', 1790000000, 1790000000, 1800000000, 1, i + 1, 60
  FROM n WHERE i < SIZE / 40;
INSERT INTO capacity_version (environment_id, capacity_type, actual, approved, valid_from, source_file_id, record, source_rank)
SELECT 'env-' || (i / 3 + 1), CASE i % 3 WHEN 0 THEN 'Database' WHEN 1 THEN 'File' ELSE 'Log' END, i % 5000, 4000,
       1800000000, 1, i + 1, 60
  FROM n WHERE i < SIZE / 20;

INSERT INTO coverage SELECT 1800000000, replace(name, '_version', ''), '', 'tenant', '', ''
  FROM sqlite_schema WHERE type = 'table' AND name LIKE '%\_version' ESCAPE '\';
INSERT OR IGNORE INTO coverage SELECT 1800000000, e.column1, k.column1, 'tenant', '', ''
  FROM (VALUES ('role_assignment'), ('resource_connector'), ('usage')) AS e, (VALUES ('flow'), ('app')) AS k;
COMMIT;
ANALYZE;
