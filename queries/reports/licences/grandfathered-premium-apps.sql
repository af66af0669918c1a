-- title:    Apps whose premium connectors are free only because they are old
-- severity: medium
-- needs:    app, app.uses_only_grandfathered_premium
-- refs:     CoE table "Power Apps Apps"; Microsoft "Power Apps licensing"
-- rule:     LIC-003
-- resource: app app_id
--
-- Such an app needs no premium licence, because it used these connectors before they became premium. One change can end
-- that, and then each of its users needs one.
--
-- Count its users before somebody works on it, and decide whether it is worth the licences.
--
-- The platform marks each app so that has nothing else than such connectors, those without any premium connector too:
-- these are left out. Where the mark is not told, nothing is said.
SELECT a.display_name AS app_name, 'premium only by old terms' AS why, a.shared_users,
       a.shared_groups, o.owner_id, o.record_name AS owner_name, o.environment_name,
       o.environment_id, a.app_id
  FROM app AS a
  JOIN ownership AS o ON o.resource_kind = 'app' AND o.resource_id = a.app_id
 WHERE a.uses_only_grandfathered_premium = 1
   AND COALESCE(a.uses_premium, 1) = 1
 ORDER BY o.environment_id, a.app_id
