-- title:       Flows with few characters
-- severity:    high
-- needs:       flow
-- param:       longest integer 30  Names of at most that many characters
-- refs:        a test; another; MITRE T1078.004; CWE-798
-- rule:        TST-001
-- resource:    flow flow_id
--
-- A report of the tests, which says
-- nothing.
--
-- Nothing is to be done.
SELECT flow_id, display_name AS flow_name, length(display_name) AS name_length, created_at,
       is_managed, owner_id, environment_id
  FROM flow
 WHERE length(display_name) <= :longest
 ORDER BY flow_id
