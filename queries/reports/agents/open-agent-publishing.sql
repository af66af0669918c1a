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
-- Looked at are the connectors that policies list as blocked, and a policy for all environments whose default group is
-- Blocked. Whether what is blocked is enough is for you to judge.
SELECT t.setting AS setting_name, 'switched on, and no data policy blocks any part of an agent' AS why,
       t.value, t.setting
  FROM tenant_setting AS t
 WHERE lower(t.setting) = 'powerplatform.intelligence.enableopenaibotpublishing'
   AND lower(t.value) = 'true'
   AND NOT EXISTS (SELECT 1 FROM dlp_policy_connector AS c
                     JOIN dlp_policy AS p ON p.policy_id = c.policy_id
                    WHERE lower(c.classification) = 'blocked' AND COALESCE(p.row_active, 1) = 1
                      AND (lower(c.connector_id) LIKE 'pva%' OR lower(c.connector_id) LIKE 'cs%'
                           OR lower(c.connector_id) = 'shared_microsoftcopilotstudio'))
   AND NOT EXISTS (SELECT 1 FROM dlp_policy
                    WHERE lower(default_classification) = 'blocked' AND COALESCE(row_active, 1) = 1
                      AND lower(environment_type) = 'allenvironments')
 ORDER BY t.setting
