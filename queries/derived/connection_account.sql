-- Connections, and identities that the CoE kit noted, which sign in with an account that is not the tenant's own. origin is
-- guest, private (a consumer's mail), foreign (a domain that the tenant did not verify), none (the kit found no account
-- or one of another tenant). What has a domain of the tenant is left out, and so is what cannot be told.
WITH
account AS (
	SELECT 'connection' AS resource_kind, connection_id AS resource_id, display_name, connector_id,
	       environment_id, lower(account_name) AS account, NULL AS is_foreign, created_by_id,
	       created_by_name
	  FROM connection
	 WHERE COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT 'connection_identity', identity_id, NULL, connector_id, environment_id,
	       lower(account_name), is_foreign, created_by_id, created_by_name
	  FROM connection_identity
	 WHERE COALESCE(row_active, 1) = 1
),
-- Each is mentioned several times below.
told AS MATERIALIZED (
	SELECT account.*,
	       -- What stands behind the last @.
	       CASE WHEN account LIKE '%@%'
	            THEN substr(account, length(rtrim(account, replace(account, '@', ''))) + 1) END AS domain
	  FROM account
),
judged AS (
	SELECT a.resource_kind, a.resource_id, a.display_name, a.connector_id, a.environment_id, a.account,
	       a.created_by_id, a.created_by_name, e.display_name AS environment_name,
	       CASE
	         WHEN a.account LIKE '%#ext#%' THEN 'guest'
	         WHEN a.domain IN (SELECT lower(domain) FROM consumer_domain) THEN 'private'
	         WHEN a.account LIKE '%_@_%'
	          AND a.domain IN (SELECT lower(domain) FROM tenant_domain WHERE is_verified = 1) THEN 'own'
	         WHEN a.account LIKE '%_@_%'
	          AND EXISTS (SELECT 1 FROM tenant_domain WHERE is_verified = 1) THEN 'foreign'
	         WHEN a.is_foreign = 1 THEN 'none'
	       END AS origin
	  FROM told AS a
	  LEFT JOIN environment AS e ON e.environment_id = a.environment_id
	 WHERE COALESCE(e.is_deleted, 0) = 0
	   AND COALESCE(e.excused_from_inventory, 0) = 0
)
SELECT *
  FROM judged
 WHERE origin <> 'own'
