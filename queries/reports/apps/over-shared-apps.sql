-- title:    Apps shared widely without a stated reason
-- severity: medium
-- needs:    app, governance_note:app
-- either:   app.shared_users, role_assignment:app
-- param:    users integer 20  people an app may be shared with before a reason is asked for
-- param:    groups integer 1  groups from which on a reason is asked for
-- refs:     CoE compliance process; OWASP LCNC-SEC-02
-- rule:     APP-003
-- resource: app app_id
--
-- An app that many people use has become part of how the company works, often without anybody having decided so. Nobody
-- then knows what it is for, which data it holds and who cares for it.
--
-- Ask the owner for a business justification, then decide about support, environment and sharing. Excuse the app from
-- the compliance process of the CoE kit when it needs none.
--
-- Counted are the people and groups of the app's own record or of its permissions, whichever are more. A group counts
-- however small it is: `largest_group` is the size of the largest one where the directory told it. Reasons are read
-- from the CoE kit and from notes of your own; findings of apps excused there are set aside.
WITH
granted AS (
	SELECT r.resource_id AS app_id,
	       count(DISTINCT CASE WHEN lower(r.principal_type) = 'user' THEN r.principal_id END) AS users,
	       count(DISTINCT CASE WHEN lower(r.principal_type) = 'group' THEN r.principal_id END) AS groups,
	       max(p.group_size) AS largest_group
	  FROM role_assignment AS r
	  LEFT JOIN principal AS p ON p.principal_id = r.principal_id
	 WHERE r.resource_kind = 'app' AND lower(r.role) <> 'owner'
	 GROUP BY r.resource_id
),
shared AS (
	SELECT a.*, g.largest_group,
	       CASE WHEN g.users > COALESCE(a.shared_users, 0) THEN g.users ELSE a.shared_users END AS users,
	       CASE WHEN g.groups > COALESCE(a.shared_groups, 0) THEN g.groups
	            ELSE a.shared_groups END AS groups
	  FROM live_app AS a
	  LEFT JOIN granted AS g ON g.app_id = a.app_id
)
SELECT s.display_name AS app_name, s.app_type,
       CASE WHEN s.users > CAST(:users AS INTEGER) THEN 'shared with many people'
            ELSE 'shared with a group' END AS why,
       s.users AS user_count, s.groups AS group_count, s.largest_group,
       s.owner_id, s.owner AS owner_name, s.environment_name, s.environment_id, s.app_id
  FROM shared AS s
  LEFT JOIN governance_note AS n ON n.resource_kind = 'app' AND n.resource_id = s.app_id
 WHERE (s.users > CAST(:users AS INTEGER) OR s.groups >= CAST(:groups AS INTEGER))
   AND n.business_justification IS NULL
 ORDER BY s.environment_id, s.app_id
