-- title:    Apps not published lately, or without a description
-- severity: info
-- needs:    app
-- either:   app.published_at, app.description
-- param:    days integer 60  days since the last publish
-- refs:     CoE compliance process; Developer Compliance Center
-- rule:     APP-007
-- resource: app app_id
--
-- An app keeps the version of the player it was published with, and newer protections reach it only when it is published
-- again. Without a description nobody but its maker knows what it is for.
--
-- Ask the maker to describe the app, open it in the studio and publish it. This is what the compliance process of the
-- CoE kit asks for; many tenants find the limit too short, so raise it first.
--
-- Only canvas apps are looked at; findings of apps excused from compliance are set aside. A missing publish time is
-- unknown and not old. A description counts as missing only where some app of the store has one.
WITH
known AS (
	SELECT count(description) AS described FROM app
),
aged AS (
	SELECT a.*, (:as_of - a.published_at) / 86400 AS published_days,
	       CASE WHEN k.described > 0 AND a.description IS NULL THEN 1 ELSE 0 END AS is_undescribed
	  FROM live_app AS a
	 CROSS JOIN known AS k
	 WHERE a.app_type = 'canvas'
)
SELECT a.display_name AS app_name,
       CASE WHEN COALESCE(a.published_days, 0) <= CAST(:days AS INTEGER) THEN 'no description'
            WHEN a.is_undescribed = 1 THEN 'not published for a long time, and no description'
            ELSE 'not published for a long time' END AS why,
       a.published_at, a.published_days, a.modified_at, a.owner_id, a.owner AS owner_name,
       a.environment_name, a.environment_id, a.app_id
  FROM aged AS a
 WHERE (a.published_days > CAST(:days AS INTEGER) OR a.is_undescribed = 1)
 ORDER BY a.environment_id, a.app_id
