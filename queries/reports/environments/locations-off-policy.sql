-- title:    Environments outside the allowed locations
-- severity: medium
-- needs:    environment, environment.location
-- wants:    environment_setting
-- refs:     AGT-016; CIS Dynamics 365 2.4; Microsoft "Configure data movement across geographic locations"; EU Data Boundary
-- rule:     ENV-013
-- resource: :resource_kind resource_id
-- key:      reason
--
-- Where an environment lies decides where its data rests, and that cannot be changed by a setting later. Letting
-- Copilot move data across regions takes prompts and answers out of that place again.
--
-- Ask why it was made there. Moving it means a support request or a new environment; until then keep data with a legal
-- home out of it.
--
-- The list allowed_location says which geographies are allowed, as the column location has them; it is empty until you
-- fill it. As long as it is, no location is judged, and one row says so.
WITH
allowed AS (
	SELECT count(*) AS location_count FROM allowed_location
),
moving AS (
	SELECT environment_id
	  FROM environment_setting
	 WHERE lower(setting) = 'crossgeocopilotdatamovementenabled' AND lower(value) = 'true'
),
finding AS (
	SELECT 'info' AS severity, 'no-list' AS reason,
	       'locations are not judged: the list allowed_location is empty' AS why,
	       NULL AS display_name, NULL AS location, NULL AS region, NULL AS environment_id
	  FROM allowed
	 WHERE location_count = 0
	 UNION ALL
	SELECT 'medium', 'location', 'its location is not in the list', e.display_name, e.location,
	       e.region, e.environment_id
	  FROM live_environment AS e
	 CROSS JOIN allowed AS a
	 WHERE a.location_count > 0
	   AND lower(e.location) NOT IN (SELECT lower(location) FROM allowed_location)
	 UNION ALL
	SELECT 'medium', 'copilot', 'Copilot may move its data to other regions', e.display_name,
	       e.location, e.region, e.environment_id
	  FROM live_environment AS e
	  JOIN moving AS m ON m.environment_id = e.environment_id
)
SELECT severity, display_name AS environment_name, why, location, region, reason, environment_id,
       CASE WHEN environment_id IS NULL THEN 'tenant' ELSE 'environment' END AS resource_kind,
       COALESCE(environment_id, 'tenant') AS resource_id
  FROM finding
 ORDER BY COALESCE(environment_id, ''), reason
