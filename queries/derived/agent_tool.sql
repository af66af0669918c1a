-- What each working component of an agent does, judged by its YAML text, one row each, with NULL for what it does not do.
-- runs_as: maker or invoker, whose identity its connections use; http, mail, mcp: how it reaches out; knowledge: what it
-- answers from without anybody having chosen it; private_data, inlet, outlet: company data, text from outside, ways out;
-- instructions: those of the agent. Of a long text only the first 64 KiB are looked at.
-- index: agent_id
SELECT c.component_id, c.agent_id, c.display_name AS component_name, c.component_type, c.component_kind,
       list_match('agent_connection', c.content) AS runs_as,
       list_match('agent_http', c.content) AS http,
       list_match('agent_mail', c.content) AS mail,
       list_match('agent_mcp', c.content) AS mcp,
       list_match('agent_knowledge', c.content) AS knowledge,
       list_match('agent_private_data', c.content) AS private_data,
       list_match('agent_inlet', c.content) AS inlet,
       list_match('agent_outlet', c.content) AS outlet,
       list_match('agent_instructions', c.content) AS instructions
  FROM agent_component AS c
 WHERE c.content IS NOT NULL
   AND c.agent_id IS NOT NULL
   AND COALESCE(c.state, '') <> 'Inactive'
   AND COALESCE(c.row_active, 1) = 1
