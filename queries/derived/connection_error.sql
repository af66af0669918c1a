-- The connections whose last word was an error, and the code by which the list error_code explains it.
-- index: connection_id
SELECT connection_id,
       list_match('error_code', COALESCE(error_code, '') || ' ' || COALESCE(error_message, ''))
       AS code
  FROM connection
 WHERE lower(status) NOT IN ('connected', 'unknown')
   AND COALESCE(is_deleted, 0) = 0
