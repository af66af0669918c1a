-- Virtual connectors that agents use, by their sign-in, channels and web search.
SELECT DISTINCT f.agent_id, f.environment_id, l.connector_id
  FROM (SELECT agent_id, environment_id, 'authentication' AS fact, authentication_mode AS said
          FROM agent
        UNION ALL
        SELECT agent_id, environment_id, 'channels', channels FROM agent
        UNION ALL
        SELECT agent_id, environment_id, 'web', CAST(uses_web_search AS TEXT) FROM agent) AS f
  JOIN agent_connector AS l ON l.fact = f.fact AND lower(f.said) LIKE l.said
