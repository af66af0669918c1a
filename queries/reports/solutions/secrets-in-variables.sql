-- title:    Secrets in environment variables
-- severity: high
-- needs:    environment_variable
-- refs:     OWASP LCNC-SEC-08; MITRE T1552; Microsoft "Use environment variables for Azure Key Vault secrets"
-- rule:     FLW-011
-- resource: environment_variable schema_name
-- key:      environment_id place kind evidence
--
-- The value of a plain environment variable can be read by everyone who may use the solution, and is copied into
-- every environment to which the solution goes. A key or password in it is known to all of them.
--
-- Make it a variable of type Secret, which points to Azure Key Vault, and replace the value that was in it. A variable
-- whose name says that it holds a secret, with a plain value that looks like none, is listed with medium severity;
-- references to a vault are fine and are not listed.
WITH
named AS (
	SELECT v.schema_name, v.environment_id,
	       CASE WHEN v.value IS NOT NULL THEN 'value' ELSE 'default value' END AS place
	  FROM environment_variable AS v
	 WHERE lower(COALESCE(v.value_type, 'string')) = 'string'
	   AND COALESCE(v.value, v.default_value) IS NOT NULL
	   AND v.secret_store IS NULL
	   AND lower(COALESCE(v.value, v.default_value)) NOT LIKE '%vault%'
	   AND (lower(v.schema_name) LIKE '%password%' OR lower(v.schema_name) LIKE '%passwd%'
	        OR lower(v.schema_name) LIKE '%clientsecret' OR lower(v.schema_name) LIKE '%client_secret'
	        OR lower(v.schema_name) LIKE '%apikey' OR lower(v.schema_name) LIKE '%api_key')
	   AND NOT EXISTS (SELECT 1 FROM secret AS s
	                    WHERE s.resource_kind = 'environment_variable'
	                      AND s.resource_id = v.schema_name)
),
found AS (
	SELECT COALESCE(k.severity, 'high') AS severity, s.resource_id AS schema_name,
	       COALESCE(k.title, s.kind) AS why, s.place, s.kind, s.evidence, s.environment_id
	  FROM secret AS s
	  LEFT JOIN secret_kind AS k ON k.kind = s.kind
	 WHERE s.resource_kind = 'environment_variable'
	UNION ALL
	SELECT 'medium', schema_name, 'its name says secret, its value is plain', place, 'name', NULL, environment_id
	  FROM named
)
SELECT f.severity, COALESCE(v.display_name, f.schema_name) AS display_name, f.why, f.place, f.kind, f.evidence,
       v.owner_id, e.display_name AS environment_name, f.environment_id, f.schema_name
  FROM found AS f
  LEFT JOIN environment_variable AS v ON v.environment_id = f.environment_id AND v.schema_name = f.schema_name
  LEFT JOIN environment AS e ON e.environment_id = f.environment_id
 WHERE COALESCE(e.is_deleted, 0) = 0
   AND COALESCE(e.excused_from_inventory, 0) = 0
 ORDER BY f.environment_id, f.schema_name, f.place, f.kind, f.evidence
