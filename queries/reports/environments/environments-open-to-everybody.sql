-- title:    Environments that no security group restricts
-- severity: medium
-- needs:    environment, environment.has_dataverse
-- wants:    environment.sku, environment.state
-- refs:     CIS Dynamics 365 1.1; Microsoft "Control user access to environments"; Microsoft "Security score"
-- rule:     ENV-005
-- resource: environment environment_id
--
-- Without a security group every licensed account of the tenant becomes a user of the Dataverse database, and one
-- careless role is enough to let it read what is there.
--
-- Name a group in the environment's settings. Look first who works there, because everybody else is shut out at once;
-- leave it open where it serves self-service for all, such as public sites, and write down why.
--
-- Default, developer and Teams environments have no such group, and the environment of the CoE kit must stay open, since
-- its approvals go to all makers. Where a record tells neither group nor state, its source knows no groups, and nothing
-- is said; the answer is partial then.
SELECT display_name AS environment_name, sku,
       CASE WHEN security_group_id IS NULL THEN 'no group was ever set'
            ELSE 'set to no group' END AS why,
       instance_url, created_at, created_by_name, environment_id
  FROM live_environment
 WHERE has_dataverse = 1
   AND kind NOT IN ('default', 'developer', 'teams')
   AND COALESCE(is_coe, 0) = 0
   AND (security_group_id = '00000000-0000-0000-0000-000000000000'
        OR security_group_id IS NULL AND state IS NOT NULL)
 ORDER BY environment_id
