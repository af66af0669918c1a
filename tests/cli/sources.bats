#!/usr/bin/env bats
# The truth about input, and sources of a user's own.
load common

sheet() {
	printf '%s\r\n' "${@:2}" >"$1"
}

@test "inspect says why, since when and what for" {
	golden inspect-why.txt without_reports november/api/flows.json november/coe/apps.csv
	stocktake inspect november/api/flows.json >said
	grep -q '^  feeds .*orphaned-flows (needs flow; also needs principal)' said
	stocktake inspect november/graph/users.json --format json >said
	grep -q '"feeds": \[.*"orphaned-apps".*\]' said
}

@test "inspect --coverage says what is ready, what is lacking and what to fetch" {
	stocktake inspect --coverage november/api/flows.json --reports "$SOURCE_DIR/tests/cli/reports" >said
	grep -q ' ready, .* partial, .* missing$' said
	sed -n '/^missing$/,/^fetch next$/p' said | grep -A 3 '^orphaned-flows: ' | grep -q '^  principal   graph-user, '
	sed -n '/^fetch next$/,$p' said | grep -A 4 '^coe-maker: ' | grep -q '^  command     GET '
	[ ! -e stocktake.db ]
	stocktake inspect --coverage --format json november/api/flows.json >said
	grep -q '{"id": "orphaned-flows", "status": "missing", "missing": \[' said
	grep -q '{"format": "coe-maker", .*"effect": "answers", "reports": \[.*"orphaned-flows"' said
}

@test "inspect --coverage without files asks the store" {
	fails 1 "import something first" stocktake inspect --coverage
	fails 2 "no PATH" stocktake inspect
	import_november
	stocktake inspect --coverage --format json | grep -q '{"id": "orphaned-flows", "status": "ready", "missing": \[\]}'
	stocktake inspect --coverage | sed -n '/^ready$/,/^partial$/p' | grep -q 'orphaned-flows'
}

@test "formats --collect tells commands, rights and what they bring" {
	stocktake formats --collect flow-owner-api >said
	grep -q '^  or          m365 flow owner list ' said
	grep -q '^  privilege   Power Platform administrator$' said
	grep -q '^  brings      role_assignment$' said
	grep -q '^  feeds       .*orphaned-flows' said
	stocktake formats --collect --format json | grep -q '"command": "m365 flow owner list '
	stocktake formats --collect --format markdown | grep -q '^## flow$'
	fails 2 "writes table, markdown or json" stocktake formats --collect --format csv
	fails 2 "no source format 'grph-user'" stocktake formats --collect grph-user
}

@test "a sheet of owners is joined by id and user principal name" {
	import_november
	golden own-before.csv stocktake report orphaned-flows --format csv
	sheet owners.csv "$(stocktake formats --template own-owner | tr -d '\r')"
	sheet owners.csv 'Resource kind,Resource id,Owner UPN' \
		'Flow,f0000000-0000-4000-8000-000000000005,Elin.Berg@contoso.example' \
		'agent,f0000000-0000-4000-8000-000000000006,elin.berg@contoso.example'
	stocktake import owners.csv --at 2026-11-01T06:00:00Z >said
	grep -q '^owners.csv  own-owner     2     1       0         1$' said
	golden own-after.csv stocktake report orphaned-flows --format csv
	golden own-rejects.txt stocktake rejects November
}

@test "a sheet of notes outranks the kit, and its blanks do not" {
	import_november
	note="SELECT business_justification, business_impact, excused_from_archival
		FROM governance_note WHERE resource_id = 'f0000000-0000-4000-8000-000000000001'"
	golden own-note-before.csv stocktake sql "$note" --format csv
	sheet notes.csv 'Flow ID,Business justification,Business impact,Excused from archival' \
		'f0000000-0000-4000-8000-000000000001,Pays the invoices,,yes'
	stocktake import notes.csv --quiet --at 2026-11-01T06:00:00Z
	golden own-note-after.csv stocktake sql "$note" --format csv
}

@test "the templates are recognised as what they are for" {
	for name in own-owner own-note; do
		stocktake formats --template $name >$name.csv
		stocktake inspect $name.csv | grep -q "^  format      $name: "
	done
	fails 2 "--template of which format?" stocktake formats --template
}

@test "a source of one's own needs no compiler" {
	mkdir mine
	cat >mine/cmdb.json <<-'END'
		{ "format": "cmdb", "title": "Flows of our configuration database", "records": ["[]"],
		  "recognise": { "all": ["ci_number", "ci_flow"] },
		  "rows": [ { "table": "flow", "columns": {
		    "flow_id": "ci_flow",
		    "state": { "from": "ci_state", "choices": { "off": "suspended" } },
		    "display_name": "ci_name" } } ] }
	END
	sheet ci.csv 'ci_number,ci_flow,ci_name,ci_state' '7,{F0000000-0000-4000-8000-0000000000AA},Nightly,off'
	stocktake inspect ci.csv | grep -q '^  not known '
	stocktake inspect ci.csv --formats mine | grep -q '^  format      cmdb: '
	sheet other.csv 'ci_flow,ci_name' 'f0000000-0000-4000-8000-0000000000bb,Daily'
	stocktake import ci.csv --formats mine --at 2026-11-01 --quiet
	stocktake import other.csv --as cmdb --formats mine --at 2026-11-01 --quiet
	golden own-source.csv stocktake sql \
		'SELECT flow_id, display_name, state FROM flow ORDER BY flow_id' --format csv
	stocktake report suspended-flows --format csv | grep -q 'Nightly'
}

@test "a mistake in a description is told with file, line and member" {
	mkdir mine
	printf '{ "format": "cmdb",\n  "title": "T",\n  "rank": "high" }\n' >mine/cmdb.json
	fails 1 "mine/cmdb.json: format 'cmdb': line 3: rank: not a number from 1 to 99" \
		stocktake formats --formats mine
	printf '{ "format": "cmdb",\n  "title": "T"\n  "rank": 5 }\n' >mine/cmdb.json
	fails 1 "mine/cmdb.json: format 'cmdb': line 3: not JSON" stocktake formats --formats mine
}

@test "rejects takes a label or a time, and says when there are none" {
	import_november
	run stocktake rejects November
	[ "$status" -eq 0 ]
	[ "$output" = "stocktake: nothing was refused: all of that snapshot was taken in" ]
	run stocktake rejects 2026-12-01
	[ "$status" -eq 0 ]
	fails 2 "no snapshot is labelled 'Nov', and it is no time" stocktake rejects Nov
}
