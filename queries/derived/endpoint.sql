-- Addresses that flows and custom connectors call, taken apart, one row each: scheme, host, port (the usual one where none
-- is written) and host_kind: public, bare (a public address by its number), private, link-local, metadata, loopback,
-- namespace, tunnel, shortener; NULL where the host is made at run time (is_dynamic). service names the tunnel or
-- shortener. resource_kind is flow or connector.
-- index: resource_kind, resource_id
-- index: host
WITH
address AS MATERIALIZED (
	SELECT 'flow' AS resource_kind, flow_id AS resource_id, step, name AS action, connector_id,
	       environment_id, endpoint, NULL AS told_scheme, trim(endpoint) AS text
	  FROM flow_action
	 WHERE endpoint IS NOT NULL
	   AND COALESCE(is_deleted, 0) = 0
	 UNION ALL
	SELECT 'connector', connector_id, NULL, NULL, connector_id, environment_id, host, lower(scheme), trim(host)
	  FROM custom_connector
	 WHERE trim(host) <> ''
	 UNION ALL
	SELECT 'connector', c.connector_id, NULL, NULL, c.connector_id, c.environment_id, c.host,
	       CASE c.host_is_http WHEN 1 THEN 'http' WHEN 0 THEN 'https' END, trim(c.host)
	  FROM connector AS c
	 WHERE trim(c.host) <> ''
	   AND COALESCE(c.is_deleted, 0) = 0
	   AND NOT EXISTS (SELECT 1 FROM custom_connector AS k
	                    WHERE k.connector_id = c.connector_id AND trim(k.host) <> '')
),
headed AS MATERIALIZED (
	SELECT a.*,
	       CASE WHEN instr(text, '://') > 0 AND instr(substr(text, 1, instr(text, '://')), '@') = 0
	            THEN lower(substr(text, 1, instr(text, '://') - 1)) ELSE told_scheme END AS scheme,
	       CASE WHEN instr(text, '://') > 0 AND instr(substr(text, 1, instr(text, '://')), '@') = 0
	            THEN substr(text, instr(text, '://') + 3) ELSE text END
	       || '/' AS rest
	  FROM address AS a
),
cut AS MATERIALIZED (
	SELECT h.*,
	       lower(substr(rest, 1, instr(replace(replace(rest, '?', '/'), '#', '/'), '/') - 1)) AS authority
	  FROM headed AS h
),
named AS MATERIALIZED (
	SELECT c.*,
	       CASE WHEN instr(authority, '@{') > 0 OR authority LIKE '@%' OR authority = '' THEN NULL
	            ELSE substr(authority, instr(authority, '@') + 1) END AS host_port
	  FROM cut AS c
),
split AS MATERIALIZED (
	SELECT n.*,
	       CASE WHEN host_port LIKE '[%' THEN substr(host_port, 1, instr(host_port, ']'))
	            WHEN instr(host_port, ':') > 0 THEN substr(host_port, 1, instr(host_port, ':') - 1)
	            ELSE host_port END AS host
	  FROM named AS n
),
judged AS MATERIALIZED (
	SELECT s.*, substr(host_port, length(host) + 2) AS port_text, list_match('tunnel_host', host) AS tunnel,
	       list_match('shortener_host', host) AS shortener
	  FROM split AS s
)
SELECT resource_kind, resource_id, step, action, connector_id, environment_id, endpoint, scheme, host,
       CASE WHEN port_text <> '' THEN CAST(port_text AS INTEGER)
            WHEN host IS NULL THEN NULL
            WHEN scheme = 'http' THEN 80
            WHEN scheme = 'https' THEN 443 END AS port,
       CASE WHEN host IS NULL THEN 1 ELSE 0 END AS is_dynamic,
       CASE WHEN host IS NULL THEN NULL
            WHEN tunnel IS NOT NULL THEN 'tunnel'
            WHEN shortener IS NOT NULL THEN 'shortener'
            ELSE COALESCE(list_match('host_kind', host), 'public') END AS host_kind,
       COALESCE(tunnel, shortener) AS service
  FROM judged
