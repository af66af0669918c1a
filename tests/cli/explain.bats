#!/usr/bin/env bats
# Where a finding comes from: the report's row, the history of the resource, the file and the record.
load common

flow=f0000000-0000-4000-8000-000000000001

# flows FOLDER NAME TIME: one flow with a key in its description, as the admin API tells of it.
flows() {
	mkdir -p "$1"
	cat >"$1/flows.json" <<-END
	{"value": [
	 {"name": "f0000000-0000-4000-8000-000000000002", "type": "Microsoft.ProcessSimple/environments/flows", "properties": {"displayName": "Another", "state": "Started", "createdTime": "2026-01-01T00:00:00Z", "lastModifiedTime": "2026-01-01T00:00:00Z", "definitionSummary": {"triggers": [], "actions": []}, "flowFailureAlertSubscribed": false, "environment": {"name": "e0000000-0000-4000-8000-000000000001"}}},
	 {"name": "$flow", "type": "Microsoft.ProcessSimple/environments/flows", "properties": {"displayName": "$2", "description": "Calls https://hooks.example.com/workflows/1?sp=run&sig=Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg0123456789", "state": "Started", "createdTime": "2026-01-01T00:00:00Z", "lastModifiedTime": "2026-01-01T00:00:00Z", "definitionSummary": {"triggers": [], "actions": []}, "flowFailureAlertSubscribed": false, "environment": {"name": "e0000000-0000-4000-8000-000000000001"}}}]}
	END
	stocktake import "$1" --at "$3" --quiet
}

explain() {
	stocktake explain --reports "$SOURCE_DIR/tests/cli/reports" "$@"
}

two() {
	flows one Old 2026-02-01
	flows two New 2026-03-01
}

fingerprint() {
	stocktake findings --reports "$SOURCE_DIR/tests/cli/reports" --report flows --format ndjson --quiet |
		sed -n "/$flow/s/.*\"fingerprint\": \"\([0-9a-f]*\)\".*/\1/p"
}

@test "a resource: its versions, their files, and the record, masked" {
	two
	golden explain-resource explain "$flow"
	! explain "$flow" | grep -q Zm9vYmFy
}

@test "a finding: the row, since when, and its resource" {
	two
	golden explain-finding explain "$(fingerprint)"
	stocktake replay --quiet --reports "$SOURCE_DIR/tests/cli/reports" >/dev/null
	diff <(explain "$(fingerprint)") "$expected/explain-finding"
}

@test "for programs" {
	two
	golden explain-resource.json explain "$flow" --format json
	golden explain-finding.json explain "$(fingerprint)" --format json
	explain "$flow" --format json | jq -e '.objects[0].record.text | fromjson | .properties.displayName == "New"'
	mv two elsewhere
	explain "$(fingerprint)" --format json | jq -e '.rows[0].flow_id == .resource and .objects[0].record.text == null
		and (.objects[0].history[1] | .before.display_name == "Old" and .values.display_name == "New")'
	fails 2 "explain writes text or json, not 'csv'" explain "$flow" --format csv
}

@test "two rows of one fingerprint are both told" {
	two
	mkdir twice
	printf -- '-- title: T\n-- severity: low\n-- resource: flow flow_id\n-- needs: flow\n%s\n' \
		"SELECT flow_id, 'a' AS why FROM flow UNION ALL SELECT flow_id, 'b' FROM flow ORDER BY 1, 2" >twice/twice.sql
	stocktake findings --reports twice --report twice --format json >found.json
	print=$(jq -r --arg flow "$flow" 'first(.findings[] | select(.resource_id == $flow) | .fingerprint)' found.json)
	stocktake explain "$print" --reports twice --format json | jq -e '[.rows[].why] == ["a", "b"]'
}

@test "the record is found where the file is now, also in an archive" {
	two
	mkdir elsewhere
	mv one two elsewhere
	explain "$flow" | grep -q 'not at hand'
	explain "$flow" --files elsewhere | grep -q '"displayName": "New"'
	(cd elsewhere && tar -czf ../all.tgz two && rm -r two)
	explain "$flow" --files elsewhere --files all.tgz | grep -q '"displayName": "New"'
	sed -i 's/New/Newer/' elsewhere/one/flows.json
	explain "$flow" --files elsewhere | grep -q 'not at hand'
}

@test "what is gone, and what a replay saw last" {
	two
	print=$(fingerprint)
	stocktake replay flows --quiet --reports "$SOURCE_DIR/tests/cli/reports" >/dev/null
	mkdir three
	sed "/$flow/d; s/,$/]}/" one/flows.json >three/flows.json
	stocktake import three --at 2026-04-01 --quiet
	explain "$flow" | grep -q '2026-04-01T00:00:00Z  gone'
	fails 1 "no report has the finding" explain "$print" --at 2026-04-01
	stocktake replay flows --quiet --reports "$SOURCE_DIR/tests/cli/reports" >/dev/null
	explain "$print" | grep -q 'since 2026-02-01T00:00:00Z'
}

@test "an id that nobody knows" {
	two
	fails 1 "the store knows nothing of the id 'x'" explain x
	fails 1 "no report has the finding" explain "$(printf '0%.0s' {1..64})"
	fails 2 "explain needs FINGERPRINT|ID" explain
}
