-- title:    Licences on accounts that nobody can sign in with
-- severity: low
-- needs:    license_assignment, principal, principal.is_enabled
-- wants:    license
-- refs:     Microsoft "Assign licenses"
-- rule:     LIC-004
-- resource: principal owner_id
-- key:      sku_id
--
-- The licence is paid for and does nothing. Somebody else may be waiting for one.
--
-- Take it back, but give the flows of that account a new owner first: without the licence its premium flows are
-- switched off. A licence that comes by a group goes when the account leaves the group.
--
-- Accounts on leave look the same; ask before you take it. `flow_count` blank means that flows were not
-- collected.
WITH
made AS (
	SELECT owner_id, count(*) AS flow_count
	  FROM ownership
	 WHERE resource_kind = 'flow'
	   AND owner_id IN (SELECT principal_id FROM principal_standing
	                     WHERE standing IN ('disabled', 'deleted'))
	 GROUP BY owner_id
)
SELECT p.name AS owner_name, l.licence_name, 'account ' || p.standing AS why,
       CASE WHEN EXISTS (SELECT 1 FROM coverage WHERE entity = 'flow' AND snapshot_at <= :as_of)
            THEN COALESCE(m.flow_count, 0) END AS flow_count,
       l.assigned_by_group_id, p.principal_id AS owner_id, l.sku_id
  FROM account_licence AS l
  JOIN principal_standing AS p ON p.principal_id = l.principal_id
  LEFT JOIN made AS m ON m.owner_id = l.principal_id
 WHERE p.standing IN ('disabled', 'deleted')
 ORDER BY p.principal_id, l.sku_id
