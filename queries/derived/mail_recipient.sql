-- Recipients in actions of connectors that send mail (see the list mail_operation), one row per address and place: domain
-- is empty where the address is made at run time (is_expression). Several addresses in one parameter stand apart by
-- semicolon or comma.
-- index: flow_id
WITH RECURSIVE
given AS MATERIALIZED (
	SELECT flow_id, action, is_expression,
	       CASE WHEN is_expression = 1 THEN value
	            ELSE replace(replace(lower(value), ' ', ''), ',', ';') || ';' END AS value
	  FROM action_parameter
	 WHERE role = 'recipient'
	   AND connector_id IN (SELECT connector_id FROM mail_operation)
),
part AS (
	SELECT flow_id, action, value AS rest, NULL AS address
	  FROM given
	 WHERE is_expression = 0 AND instr(value, ';') < length(value)
	 UNION ALL
	SELECT flow_id, action, substr(rest, instr(rest, ';') + 1), substr(rest, 1, instr(rest, ';') - 1)
	  FROM part
	 WHERE rest <> ''
),
named AS (
	SELECT flow_id, action, substr(value, 1, length(value) - 1) AS address
	  FROM given
	 WHERE is_expression = 0 AND instr(value, ';') = length(value)
	 UNION ALL
	SELECT flow_id, action, address FROM part
)
SELECT flow_id, action, 0 AS is_expression, address,
       rtrim(substr(address, instr(address, '@') + 1), '>') AS domain
  FROM named
 WHERE instr(address, '@') > 0
 UNION ALL
SELECT flow_id, action, 1, value, NULL FROM given WHERE is_expression = 1
