-- The version of each solution of the organization, so that versions compare as text (version_key); major is its first
-- number. Versions that are not numbers with dots have no row.
-- index: unique_name
SELECT environment_id, solution_id, unique_name, CAST(json_extract(parts, '$[0]') AS INTEGER) AS major,
       substr('00000' || json_extract(parts, '$[0]'), -5) || '.'
       || substr('00000' || COALESCE(json_extract(parts, '$[1]'), '0'), -5) || '.'
       || substr('00000' || COALESCE(json_extract(parts, '$[2]'), '0'), -5) || '.'
       || substr('00000' || COALESCE(json_extract(parts, '$[3]'), '0'), -5) AS version_key
  FROM (SELECT environment_id, solution_id, lower(unique_name) AS unique_name,
               '["' || replace(version, '.', '","') || '"]' AS parts
          FROM own_solution
         WHERE version NOT GLOB '*[^0-9.]*' AND unique_name IS NOT NULL)
