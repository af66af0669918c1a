-- title:    Accounts behind connections
-- severity: info
-- needs:    connection_identity
-- wants:    environment, connector
-- refs:     CoE views "Active Connection Reference Identities", "Cross Tenant Connection References"
--
-- The accounts with which the connections of an environment are signed in, by connector, as the CoE kit noted them.
--
-- is_foreign is the kit's mark: no account, or one whose domain is not among the kit's own domains. The kit reads at
-- most a thousand connections of an environment.
SELECT i.account_name, COALESCE(c.display_name, i.connector_id) AS connector_name, c.tier,
       i.is_foreign, i.created_by_is_orphaned AS is_creator_orphaned,
       COALESCE(p.display_name, i.created_by_name) AS created_by_name, i.created_by_id,
       e.display_name AS environment_name, i.environment_id, i.connector_id, i.identity_id
  FROM connection_identity AS i
  LEFT JOIN connector AS c ON c.connector_id = i.connector_id
  LEFT JOIN principal AS p ON p.principal_id = i.created_by_id
  LEFT JOIN environment AS e ON e.environment_id = i.environment_id
 WHERE COALESCE(i.row_active, 1) = 1
   AND COALESCE(i.environment_id, '') NOT IN (SELECT environment_id FROM hidden_environment)
 ORDER BY i.environment_id, i.connector_id, i.identity_id
