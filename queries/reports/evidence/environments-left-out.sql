-- title:    Environments that the inventory leaves out
-- severity: medium
-- needs:    environment, environment.excused_from_inventory
-- wants:    flow, app
-- refs:     CoE column "Excuse From Inventory"
-- rule:     EVD-006
-- resource: environment environment_id
--
-- An environment that the kit was told to leave out is in no report. Whoever wants to work unseen needs nothing but
-- that one mark, and a mark set for a test is soon forgotten.
--
-- Ask for the reason. Take the mark away, or write down who answers for what happens in there.
--
-- The counts of flows and apps are those of other exports, such as the admin API, which do not know the mark: blank
-- means that nothing else tells about that environment. Production and default environments are of high severity.
WITH
flow_count AS (
	SELECT environment_id, count(*) AS amount FROM flow WHERE COALESCE(is_deleted, 0) = 0 GROUP BY environment_id
),
app_count AS (
	SELECT environment_id, count(*) AS amount FROM app WHERE COALESCE(is_deleted, 0) = 0 GROUP BY environment_id
)
SELECT CASE WHEN e.is_default = 1 OR lower(e.sku) IN ('default', 'production') THEN 'high' ELSE 'medium' END AS severity,
       e.display_name AS environment_name, e.sku, 'the CoE kit was told to leave it out' AS why,
       f.amount AS flow_count, a.amount AS app_count, e.created_by_name, e.created_at, e.environment_id
  FROM environment AS e
  LEFT JOIN flow_count AS f ON f.environment_id = e.environment_id
  LEFT JOIN app_count AS a ON a.environment_id = e.environment_id
 WHERE e.excused_from_inventory = 1
   AND COALESCE(e.row_active, 1) = 1
   AND COALESCE(e.is_deleted, 0) = 0
 ORDER BY e.environment_id
