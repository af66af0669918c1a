-- title:    Everybody may publish agents that use AI features
-- severity: medium
-- needs:    tenant_setting, dlp_policy, dlp_policy_connector
-- refs:     OWASP LCNC-SEC-05; Microsoft "Tenant settings"; Microsoft "Data policies for agents"
-- rule:     AGT-015
-- resource: tenant_setting setting
--
-- The tenant lets makers publish agents with generative answers, and no data policy blocks any part of an agent: no
-- channel, no kind of knowledge, no way to chat without signing in.
--
-- Block "Chat without Microsoft Entra ID authentication" and the channels you do not want in a policy for all
-- environments, or switch the setting off until that is done.
--
-- Only connectors that a policy lists as blocked are looked at. A policy that blocks agents by its default group alone is
-- not seen as such: look at the default group before you act.
SELECT t.setting AS setting_name,
       CASE WHEN d.open_defaults > 0 THEN 'switched on, and no data policy blocks any part of an agent'
            ELSE 'switched on, and no data policy names any part of an agent' END AS why,
       t.value, t.setting
  FROM tenant_setting AS t
 CROSS JOIN (SELECT count(CASE WHEN lower(default_classification) <> 'blocked' THEN 1 END)
                      AS open_defaults
               FROM dlp_policy
              WHERE COALESCE(row_active, 1) = 1) AS d
 WHERE lower(t.setting) = 'powerplatform.intelligence.enableopenaibotpublishing'
   AND lower(t.value) = 'true'
   AND NOT EXISTS (SELECT 1 FROM dlp_policy_connector AS c
                    WHERE lower(c.classification) = 'blocked'
                      AND (lower(c.connector_id) LIKE 'pva%'
                           OR lower(c.connector_id) LIKE 'cs%'
                           OR lower(c.connector_id) = 'shared_microsoftcopilotstudio'))
 ORDER BY t.setting
