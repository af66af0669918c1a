-- What each principal is called: narrow, and found in the index alone, for those who name the owners of many things.
-- index: principal_id, display_name
SELECT principal_id, display_name, user_principal_name
  FROM principal
