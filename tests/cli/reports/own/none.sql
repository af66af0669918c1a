-- title:       Flows that nobody can have
-- severity:    low
-- needs:       flow
-- resource:    flow flow_id
--
-- Never finds anything.
SELECT flow_id FROM flow WHERE flow_id = 'no' ORDER BY flow_id
