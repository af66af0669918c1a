-- title:    Flows that many people may run with the owner's connections
-- severity: medium
-- needs:    flow, resource_connector:flow
-- either:   role_assignment:flow, flow.shared_users
-- wants:    principal, role_assignment:flow
-- param:    broad integer 100       more people than this are listed
-- param:    very_broad integer 500  more people than this are of high severity
-- refs:     OWASP LCNC-SEC-01, LCNC-SEC-02; Microsoft "Share a cloud flow"
-- rule:     FLW-016
-- resource: flow flow_id
--
-- Whoever runs a flow with embedded connections acts with the rights of the accounts behind them. Shared with everybody,
-- one person's access to a mailbox, site or database becomes everybody's.
--
-- Set the connections to be provided by the run-only user, or share with a group of those who need it. Where the flow must
-- use a fixed account, give that account the least it needs.
--
-- Only flows that people start count (button, app, agent, item, web request). Co-owners are counted with the others.
-- Members of groups are counted by the group's size as the directory tells it; a group of unknown size is of low severity.
-- The run-only users of a flow are in few exports: an empty answer is no proof.
WITH
shared AS (
	SELECT r.flow_id, r.way, r.runners, r.is_everyone, r.group_count, r.group_people,
	       COALESCE(r.user_count, 0) + COALESCE(r.group_people, 0) AS people
	  FROM flow_runner AS r
	 WHERE r.is_by_people = 1
	   AND (r.is_everyone = 1
	        OR COALESCE(r.user_count, 0) + COALESCE(r.group_people, 0) > CAST(:broad AS INTEGER)
	        OR r.group_count > 0 AND r.group_people IS NULL)
),
acting AS (
	SELECT s.flow_id, count(DISTINCT c.connector_id) AS connector_count,
	       min(c.connector_id) AS connector_id
	  FROM shared AS s
	  JOIN resource_connector AS c ON c.resource_kind = 'flow' AND c.resource_id = s.flow_id
	 WHERE lower(c.runs_as) = 'embedded'
	 GROUP BY s.flow_id
)
SELECT CASE WHEN s.is_everyone = 1 OR s.people > CAST(:very_broad AS INTEGER) THEN 'high'
            WHEN s.people > CAST(:broad AS INTEGER) THEN 'medium'
            ELSE 'low' END AS severity,
       h.flow_name,
       CASE WHEN s.is_everyone = 1 THEN 'everybody in the tenant may run it'
            WHEN s.people > CAST(:broad AS INTEGER) THEN 'many people may run it'
            ELSE 'a group of unknown size may run it' END AS why,
       s.way, CASE WHEN s.is_everyone = 1 THEN NULL ELSE s.people END AS people, s.group_count,
       a.connector_count, COALESCE(k.display_name, a.connector_id) AS first_connector_name, h.state,
       h.owner_id, h.owner_name, h.environment_name, h.environment_id, s.flow_id
  FROM shared AS s
  JOIN acting AS a ON a.flow_id = s.flow_id
  JOIN flow_home AS h ON h.flow_id = s.flow_id
  LEFT JOIN connector AS k ON k.connector_id = a.connector_id
 WHERE h.is_live = 1
 ORDER BY h.environment_id, s.flow_id
