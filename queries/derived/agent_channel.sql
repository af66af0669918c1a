-- Agents that are published to people outside the company: public_channel, the first such channel.
-- index: agent_id
SELECT agent_id, public_channel
  FROM (SELECT agent_id, list_match('public_channel', channels) AS public_channel
          FROM agent
         WHERE published_at IS NOT NULL) AS c
 WHERE public_channel IS NOT NULL
