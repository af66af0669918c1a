-- What each data policy holds against each flow, app and agent that stands, a row for each kind of violation, with the
-- connectors and details joined in order. via_flow_id: a child flow that brings one of them. Exempt resources are left
-- out.
-- index: resource_kind, resource_id
WITH
reason AS (
	SELECT v.resource_kind, v.resource_id, v.policy_id, v.kind AS violation,
	       group_concat(v.connector_id, ', ') OVER whole AS connectors,
	       group_concat(CASE WHEN v.kind IN ('blocked', 'mixed')
	                         THEN v.connector_id || ' is ' || v.detail
	                         ELSE v.detail END, '; ') OVER whole AS details,
	       max(v.via_flow_id) OVER whole AS via_flow_id,
	       row_number() OVER (PARTITION BY v.resource_kind, v.resource_id, v.policy_id, v.kind
	                          ORDER BY v.connector_id, v.detail) AS place
	  FROM dlp_violation AS v
	 WHERE v.is_exempt = 0
	WINDOW whole AS (PARTITION BY v.resource_kind, v.resource_id, v.policy_id, v.kind
	                 ORDER BY v.connector_id, v.detail
	                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT r.resource_kind, r.resource_id, r.resource_name, r.environment_id, r.environment_name,
       r.owner_id, r.owner_name, r.state, r.platform_status, r.last_used_at,
       w.violation, w.policy_id, p.display_name AS policy_name, w.connectors, w.details,
       w.via_flow_id
  FROM reason AS w
  JOIN policy_resource AS r
    ON r.resource_kind = w.resource_kind AND r.resource_id = w.resource_id
  JOIN dlp_policy AS p ON p.policy_id = w.policy_id
 WHERE w.place = 1
