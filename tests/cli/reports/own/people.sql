-- title:       People by name
-- severity:    info
-- needs:       principal
--
-- Lists them.
SELECT display_name, is_enabled FROM principal ORDER BY principal_id
