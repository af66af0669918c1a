-- Recipients in actions that send mail, one row per address: domain is empty where the address is made at run time
-- (is_expression). Several addresses in one parameter stand apart by semicolon or comma.
-- index: flow_id
WITH RECURSIVE
given AS MATERIALIZED (
	SELECT DISTINCT flow_id, action, is_expression,
	       CASE WHEN is_expression = 1 THEN value
	            ELSE replace(replace(lower(value), ' ', ''), ',', ';') || ';' END AS value
	  FROM action_parameter
	 WHERE role = 'recipient'
),
part AS (
	SELECT flow_id, action, is_expression,
	       CASE WHEN is_expression = 1 THEN '' ELSE substr(value, instr(value, ';') + 1) END AS rest,
	       CASE WHEN is_expression = 1 THEN value ELSE substr(value, 1, instr(value, ';') - 1) END AS address
	  FROM given
	 UNION ALL
	SELECT flow_id, action, is_expression, substr(rest, instr(rest, ';') + 1),
	       substr(rest, 1, instr(rest, ';') - 1)
	  FROM part
	 WHERE rest <> ''
)
SELECT flow_id, action, is_expression, address,
       CASE WHEN is_expression = 0 THEN rtrim(substr(address, instr(address, '@') + 1), '>') END AS domain
  FROM part
 WHERE is_expression = 1 OR instr(address, '@') > 0
