-- title:    What breaks when these people leave
-- severity: info
-- needs:    principal
-- either:   flow, app, connection
-- wants:    flow, app, agent, connection, resource_connector, environment_role
-- param:    people text gone  ids or user principal names, separated by commas; gone: every account that is lost
-- refs:     CoE process "Offboarding"; Microsoft "Manage orphan flows"; OWASP LCNC-SEC-09
-- rule:     OWN-011
-- resource: :resource_kind resource_id
-- key:      person_id kind detail
--
-- Most of what a person leaves behind is found when it stops. This lists it while the person can still be asked: what
-- they own, which flows of others work with their connections, and where they administer.
--
-- Go through the rows with the person: name a new owner, sign the connections in again with another account, hand over
-- the roles. Run it again a week later; what is left over is an orphan of tomorrow.
--
-- `kind` says what the person has to do with the row. Who wrote a data policy is known by name only, so a namesake is
-- listed too; the policy goes on working. `gone` stands for everybody who is deleted, disabled, marked or absent.
WITH
leaver AS (
	SELECT p.principal_id, p.name, p.user_principal_name
	  FROM principal_standing AS p
	 WHERE CASE lower(:people)
	         WHEN 'gone' THEN p.standing IN ('deleted', 'disabled', 'marked', 'unlisted')
	         ELSE replace(',' || replace(lower(:people), ' ', '') || ',',
	                      ',' || p.principal_id || ',', '')
	                <> ',' || replace(lower(:people), ' ', '') || ','
	           OR replace(',' || replace(lower(:people), ' ', '') || ',',
	                      ',' || p.user_principal_name || ',', '')
	                <> ',' || replace(lower(:people), ' ', '') || ','
	       END
	   AND p.kind IN ('user', 'unknown')
),
lent AS (
	SELECT c.connection_id, c.connector_id, l.principal_id, l.name
	  FROM leaver AS l
	  JOIN connection AS c ON c.created_by_id = l.principal_id
	 WHERE COALESCE(c.is_deleted, 0) = 0
	 UNION
	SELECT c.connection_id, c.connector_id, l.principal_id, l.name
	  FROM leaver AS l
	  JOIN connection AS c ON lower(c.account_name) = l.user_principal_name
	 WHERE COALESCE(c.is_deleted, 0) = 0
),
relied AS MATERIALIZED (
	SELECT DISTINCT t.principal_id, t.name, t.connector_id, r.resource_kind, r.resource_id, r.runs_as
	  FROM lent AS t
	  JOIN resource_connector AS r ON r.connection_id = t.connection_id
),
calling AS MATERIALIZED (
	SELECT flow_id, child_flow_id FROM flow_action WHERE child_flow_id IS NOT NULL
),
touched AS (
	SELECT r.principal_id AS person_id, r.name AS person_name, 'its connection is theirs' AS kind,
	       r.resource_kind, r.resource_id, r.connector_id AS detail
	  FROM relied AS r
	 UNION ALL
	SELECT DISTINCT r.principal_id, r.name, 'calls a flow that runs on their connection', 'flow', a.flow_id,
	       r.resource_id
	  FROM relied AS r
	  JOIN calling AS a ON a.child_flow_id = r.resource_id
	 WHERE r.resource_kind = 'flow' AND r.runs_as = 'embedded'
),
listed AS (
	SELECT l.principal_id AS person_id, l.name AS person_name, 'owns it' AS kind, o.resource_kind,
	       o.resource_id, o.resource_name, '' AS detail, o.state, o.environment_id, o.environment_name
	  FROM leaver AS l
	  JOIN ownership AS o ON o.owner_id = l.principal_id
	 UNION ALL
	SELECT t.person_id, t.person_name, t.kind, o.resource_kind, o.resource_id, o.resource_name,
	       t.detail, o.state, o.environment_id, o.environment_name
	  FROM touched AS t
	  JOIN ownership AS o ON o.resource_kind = t.resource_kind AND o.resource_id = t.resource_id
	 WHERE o.owner_id IS NULL OR o.owner_id <> t.person_id
	 UNION ALL
	SELECT l.principal_id, l.name, 'administers it', 'environment', r.environment_id, e.display_name, r.role,
	       lower(e.state), r.environment_id, e.display_name
	  FROM leaver AS l
	  JOIN environment_role AS r ON r.principal_id = l.principal_id
	  LEFT JOIN environment AS e ON e.environment_id = r.environment_id
	 WHERE (r.role_template_id = '627090ff-40a3-4053-8790-584edc5be201'
	        OR replace(lower(r.role), ' ', '') IN ('systemadministrator', 'environmentadmin'))
	   AND COALESCE(e.is_deleted, 0) = 0
	 UNION ALL
	SELECT l.principal_id, l.name, 'wrote it, by name', 'dlp_policy', p.policy_id, p.display_name, '', NULL,
	       NULL, NULL
	  FROM leaver AS l
	  JOIN dlp_policy AS p
	    ON lower(p.created_by_name) IN (lower(l.name), l.user_principal_name)
	 WHERE COALESCE(p.row_active, 1) = 1
)
SELECT t.person_name, t.kind, t.resource_kind, t.resource_name, t.detail, t.state,
       (SELECT count(DISTINCT c.principal_id) FROM co_owner AS c
         WHERE c.resource_kind = t.resource_kind AND c.resource_id = t.resource_id
           AND c.principal_id <> t.person_id AND c.state = 'valid') AS helper_count,
       t.environment_name, t.environment_id, t.person_id, t.resource_id
  FROM listed AS t
 ORDER BY t.person_id, t.kind, t.resource_kind, t.environment_id, t.resource_id, t.detail
