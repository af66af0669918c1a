-- Secrets that the importer masked in what people wrote: definitions of flows, components of agents, environment
-- variables. Not in addresses that the platform signs itself (packages of apps, run inputs): those are no maker's fault.
-- index: resource_kind, resource_id
WITH RECURSIVE
marked AS MATERIALIZED (
	SELECT flow_id, environment_id, step || ' ' || name AS place, inputs, expression, endpoint, description
	  FROM flow_action
	 WHERE instr(inputs, '[masked ') > 0 OR instr(expression, '[masked ') > 0
	    OR instr(endpoint, '[masked ') > 0 OR instr(description, '[masked ') > 0
),
text_value AS (
	SELECT 'flow' AS resource_kind, flow_id AS resource_id, environment_id, place, inputs AS text
	  FROM marked WHERE instr(inputs, '[masked ') > 0
	UNION ALL
	SELECT 'flow', flow_id, environment_id, place, expression
	  FROM marked WHERE instr(expression, '[masked ') > 0
	UNION ALL
	SELECT 'flow', flow_id, environment_id, place, endpoint
	  FROM marked WHERE inputs IS NULL AND instr(endpoint, '[masked ') > 0
	UNION ALL
	SELECT 'flow', flow_id, environment_id, place, description
	  FROM marked WHERE instr(description, '[masked ') > 0
	UNION ALL
	SELECT 'agent', agent_id, environment_id, 'component ' || COALESCE(display_name, schema_name, component_id), content
	  FROM agent_component WHERE instr(content, '[masked ') > 0
	UNION ALL
	SELECT 'environment_variable', schema_name, environment_id, 'value', value
	  FROM environment_variable WHERE instr(value, '[masked ') > 0
	UNION ALL
	SELECT 'environment_variable', schema_name, environment_id, 'default value', default_value
	  FROM environment_variable WHERE instr(default_value, '[masked ') > 0
),
masked AS (
	SELECT resource_kind, resource_id, environment_id, place,
	       substr(text, instr(text, '[masked ') + 8) AS rest
	  FROM text_value
	UNION ALL
	SELECT resource_kind, resource_id, environment_id, place,
	       substr(rest, instr(rest, '[masked ') + 8)
	  FROM masked WHERE instr(rest, '[masked ') > 0
)
SELECT DISTINCT resource_kind, resource_id, environment_id, place,
       substr(rest, 1, instr(rest, ': ') - 1) AS kind,
       substr(rest, instr(rest, ': ') + 2, instr(rest, ')]') - instr(rest, ': ') - 1) AS evidence
  FROM masked
 WHERE instr(rest, ': ') > 0 AND instr(rest, ')]') > instr(rest, ': ')
