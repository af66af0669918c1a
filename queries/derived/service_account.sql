-- Accounts that work for no person: basis says whether somebody listed them, or only their name looks like it (pattern).
-- Applications are service principals and not among them.
-- index: principal_id
WITH
named AS (
	SELECT p.principal_id, p.user_principal_name, p.display_name,
	       CASE WHEN EXISTS (SELECT 1 FROM listed_service_account AS l
	                          WHERE lower(l.account) IN (p.principal_id,
	                                                     lower(p.user_principal_name)))
	            THEN 'listed'
	            WHEN list_match('service_account_pattern', p.user_principal_name) IS NOT NULL
	              OR list_match('service_account_pattern', p.display_name) IS NOT NULL
	            THEN 'pattern' END AS basis
	  FROM principal AS p
	 WHERE COALESCE(p.kind, 'user') IN ('user', 'unknown')
	   AND COALESCE(p.is_service_principal, 0) = 0
	   AND COALESCE(p.is_system, 0) = 0
)
SELECT * FROM named WHERE basis IS NOT NULL
