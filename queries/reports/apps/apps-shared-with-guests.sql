-- title:    Apps shared with guests
-- severity: medium
-- needs:    app
-- either:   app.shared_guest_user, role_assignment:app
-- wants:    principal
-- refs:     CoE view "Apps Shared With Guests"; OWASP LCNC-SEC-02
-- rule:     APP-002
-- resource: app app_id
--
-- A guest works for somebody else, and nobody here sees when that ends. Through the app a guest reaches the data behind
-- it, and one who may edit it can send that data anywhere.
--
-- Ask the owner whether the guest still needs the app, and put guests into a group of their own with a review date.
-- Take editing rights from guests altogether.
--
-- Guests are known by the list of users, by #EXT# in the name, or by what the CoE kit noted; without a list of users a
-- guest whose permission shows only a mail address is not seen. Of groups only those count that are known to hold
-- guests. A guest who owns the app is listed too.
WITH
held AS (
	-- Whatever may be a guest's: looked at closely below.
	SELECT resource_id, principal_id, principal_type, principal_upn, role
	  FROM role_assignment
	 WHERE resource_kind = 'app'
	   AND (lower(principal_upn) LIKE '%#ext#%'
	        OR principal_id IN (SELECT principal_id FROM principal
	                             WHERE lower(user_type) = 'guest' OR has_guests = 1
	                                OR lower(user_principal_name) LIKE '%#ext#%'))
),
granted AS (
	SELECT r.resource_id AS app_id, r.principal_id,
	       CASE WHEN lower(r.principal_type) = 'group' OR p.kind = 'group' THEN 1 ELSE 0 END AS is_group,
	       CASE WHEN lower(r.role) IN ('owner', 'co-owner', 'coowner', 'canedit') THEN 1 ELSE 0 END
	         AS may_edit
	  FROM held AS r
	  LEFT JOIN principal AS p ON p.principal_id = r.principal_id
	 WHERE (lower(p.user_type) = 'guest' OR p.has_guests = 1
	        OR lower(COALESCE(p.user_principal_name, r.principal_upn)) LIKE '%#ext#%')
),
counted AS (
	SELECT app_id, count(DISTINCT CASE WHEN is_group = 0 THEN principal_id END) AS guest_count,
	       count(DISTINCT CASE WHEN is_group = 1 THEN principal_id END) AS guest_group_count,
	       max(may_edit) AS may_edit
	  FROM granted
	 GROUP BY app_id
)
SELECT a.display_name AS app_name, a.app_type,
       CASE WHEN a.shared_guest_owner = 1 THEN 'a guest owns it'
            WHEN a.shared_guest_editor = 1 OR c.may_edit = 1 AND c.guest_count > 0
              THEN 'a guest may edit it'
            WHEN c.may_edit = 1 THEN 'a group with guests may edit it'
            WHEN a.shared_guest_user = 1 OR c.guest_count > 0 THEN 'a guest may use it'
            ELSE 'a group with guests may use it' END AS why,
       c.guest_count, c.guest_group_count, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.app_id
  FROM live_app AS a
  LEFT JOIN counted AS c ON c.app_id = a.app_id
 WHERE c.app_id IS NOT NULL
    OR a.shared_guest_user = 1 OR a.shared_guest_editor = 1 OR a.shared_guest_owner = 1
 ORDER BY a.environment_id, a.app_id
