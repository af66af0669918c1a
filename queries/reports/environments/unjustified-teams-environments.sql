-- title:    Teams environments that nobody approved
-- severity: low
-- needs:    environment, environment.sku, governance_note:environment
-- refs:     CoE "Microsoft Teams governance"
-- rule:     ENV-016
-- resource: environment environment_id
--
-- A Teams environment appears as soon as somebody adds an app or a table to a team. The CoE kit asks the owner what it
-- is for; without an answer and an approval nobody can say whether it should be there.
--
-- Send the owner the kit's form again, then approve or reject. Rejected ones are deleted by the kit.
SELECT e.display_name AS environment_name,
       CASE
         WHEN lower(n.review_status) = 'rejected' THEN 'rejected, and still there'
         WHEN n.business_justification IS NULL THEN 'no business justification'
         ELSE 'not approved yet'
       END AS why,
       n.business_justification, n.review_status, n.review_reason, e.created_at,
       e.created_by_name, e.teams_group_id, e.environment_id
  FROM live_environment AS e
  LEFT JOIN governance_note AS n
    ON n.resource_kind = 'environment' AND n.resource_id = e.environment_id
 WHERE e.kind = 'teams'
   AND (COALESCE(lower(n.review_status), '') <> 'approved' OR n.business_justification IS NULL)
 ORDER BY e.environment_id
