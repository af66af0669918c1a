-- The platform's own tenant settings, name and value in small letters; settings of the directory are not among them.
-- A setting that is not there was never set, or its file is older: where the view is empty, nothing was imported.
SELECT lower(setting) AS setting, lower(value) AS value
  FROM tenant_setting
 WHERE setting NOT LIKE '%.%' OR lower(setting) LIKE 'powerplatform.%'
