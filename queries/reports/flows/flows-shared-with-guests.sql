-- title:    Flows shared with guests
-- severity: medium
-- needs:    flow
-- either:   flow.shared_guest_user, role_assignment:flow
-- wants:    principal
-- refs:     CoE view "Flows Shared With Guests"; OWASP LCNC-SEC-01; NIST AC-6
-- rule:     FLW-017
-- resource: flow flow_id
-- key:      may
--
-- A guest who may run a flow acts with its connections; a guest who may edit it can point them anywhere.
--
-- Ask the owner whether the guest still needs it, and take editing and owning away in any case. Let guests in through an app
-- that shows only what they may see.
--
-- Owning and editing guests are of high severity. The CoE kit's marks count, and permissions of accounts that the list of
-- principals calls guests. Unpublished drafts are left out, as in the kit's view.
WITH
marked AS MATERIALIZED (
	SELECT flow_id, shared_guest_owner, shared_guest_editor, shared_guest_user
	  FROM flow
	 WHERE 1 IN (shared_guest_owner, shared_guest_editor, shared_guest_user)
),
given AS (
	SELECT f.flow_id, m.may, 'marked so by the CoE kit' AS why, NULL AS principal_id
	  FROM marked AS f
	  JOIN (SELECT 'own' AS may UNION ALL SELECT 'edit' UNION ALL SELECT 'run') AS m
	    ON m.may = 'own' AND f.shared_guest_owner = 1
	    OR m.may = 'edit' AND f.shared_guest_editor = 1
	    OR m.may = 'run' AND f.shared_guest_user = 1
	 UNION ALL
	SELECT r.resource_id,
	       CASE lower(r.role) WHEN 'owner' THEN 'own' WHEN 'canedit' THEN 'edit'
	            WHEN 'co-owner' THEN 'edit' ELSE 'run' END,
	       'a permission names a guest', r.principal_id
	  FROM role_assignment AS r
	 WHERE r.resource_kind = 'flow'
	   AND r.principal_id IN (SELECT principal_id FROM principal_standing WHERE is_guest = 1)
),
told AS (
	SELECT flow_id, may, min(why) AS why, count(principal_id) AS guest_count
	  FROM given
	 GROUP BY flow_id, may
)
SELECT CASE WHEN t.may = 'run' THEN 'medium' ELSE 'high' END AS severity, h.flow_name, t.may, t.why,
       NULLIF(t.guest_count, 0) AS guest_count, h.state, h.owner_id, h.owner_name, h.environment_name,
       h.environment_id, t.flow_id
  FROM told AS t
  JOIN flow_home AS h ON h.flow_id = t.flow_id
  JOIN flow AS f ON f.flow_id = t.flow_id
 WHERE h.is_live = 1
   AND COALESCE(f.is_published, 1) = 1
 ORDER BY h.environment_id, t.flow_id, t.may
