-- policy_violation, kept: a draft of a policy is judged by what it adds to it and takes away.
-- index: resource_kind, resource_id
SELECT * FROM policy_violation
