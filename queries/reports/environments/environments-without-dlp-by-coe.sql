-- title:    Environments without a data policy, by the CoE kit's own flag
-- severity: high
-- needs:    environment, environment.has_dlp_policy
-- refs:     CoE view "Environments without DLP"; SCuBA MS.POWERPLATFORM.2.2
-- rule:     ENV-006
-- resource: environment environment_id
--
-- Where no data policy applies, one flow can carry company data to any service there is. The kit writes down for each
-- environment whether one applies, so this answer needs no policies in the import.
--
-- Put the environment in the scope of a policy whose default group is Blocked. Where the policies themselves were
-- imported, environments-without-dlp is the better answer: the flag is as old as the kit's last run.
--
-- The flag says nothing of the content: a policy that allows everything counts as one.
SELECT display_name AS environment_name, sku, 'the kit found no policy for it' AS why,
       dlp_policies, created_at, created_by_name, environment_id
  FROM live_environment
 WHERE has_dlp_policy = 0
 ORDER BY environment_id
