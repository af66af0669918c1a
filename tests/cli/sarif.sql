-- What is wrong with the SARIF file :file, a line for each; the rules are those of the 2.1.0 schema and of
-- the prose around it. SQLite's shell reads the file.
CREATE TEMP TABLE doc AS SELECT readfile(:file) AS json;
CREATE TEMP VIEW run AS SELECT json_extract(json, '$.runs[0]') AS json FROM doc;
CREATE TEMP VIEW rule AS
SELECT key AS position, value AS json FROM run, json_each(run.json, '$.tool.driver.rules');
CREATE TEMP VIEW result AS
SELECT value AS json FROM run, json_each(run.json, '$.results');
CREATE TEMP VIEW notification AS
SELECT value AS json FROM run, json_each(run.json, '$.invocations[0].toolExecutionNotifications');
-- Every object's allowed members: the schema allows no others.
CREATE TEMP TABLE allowed (part TEXT, name TEXT);
INSERT INTO allowed
SELECT part.value ->> 0, name.value
  FROM json_each('[
	["document", "$schema", "version", "runs"],
	["run", "tool", "results", "taxonomies", "invocations", "properties"],
	["driver", "name", "version", "rules", "notifications"],
	["rule", "id", "shortDescription", "fullDescription", "help", "defaultConfiguration", "relationships",
	 "properties"],
	["result", "ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints",
	 "suppressions", "properties"],
	["suppression", "kind", "status", "justification", "properties"],
	["notification", "descriptor", "level", "message", "associatedRule"],
	["taxonomy", "name", "taxa"]]') AS part,
       json_each(part.value) AS name
 WHERE name.key > 0;
CREATE TEMP VIEW member AS
SELECT 'document' AS part, key AS name FROM doc, json_each(doc.json)
 UNION ALL SELECT 'run', key FROM run, json_each(run.json)
 UNION ALL SELECT 'driver', key FROM run, json_each(run.json, '$.tool.driver')
 UNION ALL SELECT 'rule', m.key FROM rule, json_each(rule.json) AS m
 UNION ALL SELECT 'result', m.key FROM result, json_each(result.json) AS m
 UNION ALL SELECT 'suppression', m.key
             FROM result, json_each(result.json, '$.suppressions') AS s, json_each(s.value) AS m
 UNION ALL SELECT 'notification', m.key FROM notification, json_each(notification.json) AS m
 UNION ALL SELECT 'taxonomy', m.key
             FROM run, json_each(run.json, '$.taxonomies') AS t, json_each(t.value) AS m;

SELECT DISTINCT part || ' has a member ' || name FROM member
 WHERE NOT EXISTS (SELECT 1 FROM allowed AS a WHERE a.part = member.part AND a.name = member.name);
SELECT 'not version 2.1.0' FROM doc WHERE json ->> '$.version' IS NOT '2.1.0';
SELECT 'not one run' FROM doc WHERE json_array_length(json, '$.runs') IS NOT 1;
SELECT 'the driver has no name' FROM run WHERE json_type(json, '$.tool.driver.name') IS NOT 'text';
SELECT 'no rule' WHERE NOT EXISTS (SELECT 1 FROM rule);
SELECT 'two rules ' || (json ->> '$.id') FROM rule GROUP BY json ->> '$.id' HAVING count(*) > 1;
SELECT 'rule without text: ' || (json ->> '$.id') FROM rule
 WHERE json_type(json, '$.id') IS NOT 'text' OR coalesce(json ->> '$.shortDescription.text', '') = ''
    OR coalesce(json ->> '$.help.text', '') = ''
    OR json ->> '$.defaultConfiguration.level' NOT IN ('none', 'note', 'warning', 'error');
SELECT 'no result' WHERE NOT EXISTS (SELECT 1 FROM result);
SELECT 'result of no rule: ' || (json ->> '$.ruleId') FROM result
 WHERE json ->> '$.ruleId' IS NOT
       (SELECT r.json ->> '$.id' FROM rule AS r WHERE r.position = result.json ->> '$.ruleIndex');
SELECT 'result without level, kind or text' FROM result
 WHERE coalesce(json ->> '$.level', '') NOT IN ('note', 'warning', 'error')
    OR json ->> '$.kind' IS NOT 'fail' OR coalesce(json ->> '$.message.text', '') = '';
SELECT 'result without a place' FROM result
 WHERE coalesce(json ->> '$.locations[0].logicalLocations[0].name', '') = '';
SELECT 'not a fingerprint' FROM result
 WHERE coalesce(length(json ->> '$.partialFingerprints."stocktake/v1"'), 0) <> 64;
SELECT 'suppression of no kind' FROM result, json_each(result.json, '$.suppressions') AS s
 WHERE coalesce(s.value ->> '$.kind', '') NOT IN ('inSource', 'external')
    OR coalesce(s.value ->> '$.status', '') NOT IN ('accepted', 'underReview', 'rejected');
SELECT 'the invocation does not say how it ended' FROM run
 WHERE json_type(json, '$.invocations[0].executionSuccessful') NOT IN ('true', 'false');
SELECT 'notification about nothing' FROM notification
 WHERE json ->> '$.associatedRule.id' IS NOT
       (SELECT r.json ->> '$.id' FROM rule AS r WHERE r.position = notification.json ->> '$.associatedRule.index')
    OR coalesce(json ->> '$.level', '') NOT IN ('note', 'warning', 'error')
    OR coalesce(json ->> '$.message.text', '') = '';
SELECT 'notification of no kind' FROM notification, run
 WHERE notification.json ->> '$.descriptor.id' IS NOT
       json_extract(run.json, '$.tool.driver.notifications[' || (notification.json ->> '$.descriptor.index') || '].id');
SELECT 'relationship to no taxon: ' || (r.value ->> '$.target.id')
  FROM run, rule, json_each(rule.json, '$.relationships') AS r
 WHERE NOT EXISTS (SELECT 1 FROM json_each(run.json, '$.taxonomies') AS t
                    WHERE t.value ->> '$.name' = r.value ->> '$.target.toolComponent.name'
                      AND json_extract(t.value, '$.taxa[' || (r.value ->> '$.target.index') || '].id') =
                          r.value ->> '$.target.id');
