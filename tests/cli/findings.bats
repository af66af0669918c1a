#!/usr/bin/env bats
# Working with findings: the list, waivers and excuses, check, the plan, SARIF and workbooks, settings.
load common

REPORTS=$SOURCE_DIR/tests/cli/reports
first=f0000000-0000-4000-8000-000000000001

# The findings of one report of the tests, which does not change when the program's reports do.
findings() {
	stocktake findings --reports "$REPORTS" --report flows "$@"
}

check() {
	stocktake check --reports "$REPORTS" --report flows "$@"
}

# A waiver for one flow by id, one for another by fingerprint, one that is over, one of no use.
write_waivers() {
	local print
	print=$(findings --format csv | awk -F, '$6 ~ /0002$/ { print $12 }')
	printf '%s\n' report,resource,reason,owner,until \
		"flows,${first^^},Moves in June,ops@contoso.example,2026-11-01" \
		"*,$print,=Accepted,," \
		"flows,*,Too long ago,,2026-10-31" \
		"flows,f9,Never seen,," >waivers.csv
}

# What SQLite's JSON functions say of a file: ask FILE EXPRESSION [FURTHER FROM AND WHERE], its text being
# `doc` there.
ask() {
	sqlite3 :memory: "WITH file(doc) AS (SELECT readfile('$1')) SELECT $2 FROM file ${3:-}"
}

# part WORKBOOK PATTERN: the text of the members that fit.
part() {
	7z x -so "$1" "$2" 2>/dev/null
}

@test "findings of all reports have a fingerprint of their own, and it stays the same" {
	import_november
	stocktake findings --format csv >all.csv
	[ "$(wc -l <all.csv)" -gt 20 ]
	stocktake import november --at 2026-12-01 --quiet
	stocktake findings --format json >later.json
	[ "$(ask later.json "json_extract(doc, '\$.count')")" -gt 20 ]
	[ "$(ask later.json "count(*) - count(DISTINCT value ->> '\$.fingerprint')" \
		", json_each(doc, '\$.findings')")" -eq 0 ]
	findings --format csv | cut -d, -f12 >prints
	findings --at 2026-11-01 --format csv | cut -d, -f12 | cmp - prints
}

@test "the gravest come first, in every format" {
	import_november
	golden findings.txt findings
	golden findings.json findings --format json
	golden findings.md findings --format markdown
	golden findings.ndjson findings --format ndjson
	stocktake findings --format csv --quiet | tail -n +2 | awk -F, '{ print $1 "," $3 }' |
		grep -o '[a-z]*$' | uniq | tr '\n' ' ' | grep -qx 'critical high medium low info \|critical high medium low '
}

@test "severity, group and report narrow the list" {
	import_november
	[ "$(findings --severity critical --format csv | wc -l)" -eq 1 ]
	[ "$(findings --severity high --format csv | wc -l)" -gt 1 ]
	stocktake findings --group ownership --format csv --quiet | tail -n +2 | cut -d, -f1 | sort -u |
		diff - <(stocktake list --format csv | awk -F, '$2 == "ownership" { print $1 }' | sort) |
		grep -q '^<' && return 1
	fails 2 "no group 'nothing'" stocktake findings --group nothing
	fails 2 "did you mean 'orphaned-flows'" stocktake findings --report orphaned-flow
	fails 2 "option '--severity' takes info" findings --severity urgent
}

@test "waived findings are listed apart in every format, expired waivers count again" {
	import_november
	write_waivers
	golden waived.txt report flows --waivers waivers.csv
	golden waived.json report flows --waivers waivers.csv --format json
	golden waived.csv report flows --waivers waivers.csv --format csv
	golden waived.md report flows --waivers waivers.csv --format markdown
	golden waived.ndjson report flows --waivers waivers.csv --format ndjson
	golden waived-findings.txt findings --waivers waivers.csv
	report flows --waivers waivers.csv --format html >page.html 2>told
	grep -q '"set_aside": \[\[' page.html
	grep -q '"set_aside_count": 2' page.html
	printf 'report,resource,reason\nflows,*,Known\n' >all.csv
	report flows --waivers all.csv --format json >all.json
	[ "$(ask all.json "json_array_length(doc, '\$.reports[0].rows') || ' ' || \
		json_array_length(doc, '\$.reports[0].set_aside')")" = '0 18' ]
}

@test "a waiver is over by the moment, not by the clock" {
	import_november
	write_waivers
	stocktake import november/api/flows.json --at 2026-10-15 --quiet
	findings --at 2026-10-15 --waivers waivers.csv --format json >october.json 2>told
	[ "$(ask october.json "json_array_length(doc, '\$.findings')")" -eq 0 ]
	[ "$(ask october.json "json_array_length(doc, '\$.waivers.expired')")" -eq 0 ]
	[ "$(ask october.json "json_array_length(doc, '\$.waivers.unused')")" -eq 1 ]
	grep -q 'waivers.csv: row 5 matches no finding' told
}

@test "a waivers file that could be misunderstood is refused" {
	import_november
	printf 'report,resource,reason,untill\nflows,*,x,2026-10-01\n' >waivers.csv
	fails 1 "waivers.csv: row 1: there is no column" findings --waivers waivers.csv
	printf 'report,resource,reason,until\nflows,*,x,soon\n' >waivers.csv
	fails 1 "waivers.csv: row 2: not a time: 'soon'" check --waivers waivers.csv
	fails 1 "cannot open 'nothing.csv'" report flows --waivers nothing.csv
}

@test "a flag of the CoE kit excuses a resource, and all of an environment" {
	import_november
	printf '{"lists": {"coe_excuse": [{"flag": "governance_note.%s", "rule": "TST-001"}]}}' \
		excused_from_archival >settings.json
	printf 'Resource kind,Resource id,Excused from archival\n%s\n%s\n' "flow,$first,yes" \
		environment,e0000000-0000-4000-8000-000000000006,yes >notes.csv
	stocktake import notes.csv --at 2026-11-01T06:00:00Z --quiet
	golden excused.txt findings --settings settings.json
	[ "$(findings --settings settings.json --format csv | grep -c ',excused,excused_from_archival,')" -eq 2 ]
	check --settings settings.json --quiet | grep -q '; 0 waived, 2 excused;'
	printf '{"lists": {"coe_excuse": [{"flag": "flow.state", "rule": "flows"}]}}' >settings.json
	fails 1 "list 'coe_excuse': no flag of resources: 'flow.state'" findings --settings settings.json
}

@test "check ends with 3 when grave findings stand" {
	import_november
	golden check.txt check
	golden check-critical.txt check --fail-on critical
	printf 'report,resource,reason\nflows,*,Known\n' >waivers.csv
	golden check-waived.txt check --waivers waivers.csv
	fails 2 "option '--fail-on' takes" check --fail-on bad
}

@test "check tells what was not evaluated, and --strict-evidence holds it against the tenant" {
	stocktake import november/api/flows.json --at 2026-11-01 --quiet
	printf 'report,resource,reason\nflows,*,Known\n' >waivers.csv
	run check --report orphaned-flows --waivers waivers.csv
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 of 2 reports were not evaluated: orphaned-flows"* ]]
	run check --report orphaned-flows --waivers waivers.csv --strict-evidence
	[ "$status" -eq 3 ]
	run check --report orphaned-flows --strict-evidence --fail-on critical
	[ "$status" -eq 0 ]
	fails 1 "nothing was checked" stocktake check --report orphaned-flows
	stocktake findings --report orphaned-flows --format json >unknown.json
	[ "$(ask unknown.json "json_extract(doc, '\$.not_evaluated[0].report')")" = orphaned-flows ]
}

@test "first seen is the oldest snapshot that shows it" {
	stocktake import november/api/flows.json --at 2026-09-01 --quiet
	stocktake import november --quiet
	findings --first-seen --format csv | awk -F, '$6 ~ /0001$/ { print $15 }' |
		grep -qx 2026-09-01T00:00:00Z
	findings --format csv | awk -F, '$6 ~ /0001$/ { print $15 }' | grep -qx ''
}

@test "the plan is filled in, imported again, and findings say who does what" {
	import_november
	stocktake plan --reports "$REPORTS" --report flows -o plan.csv
	head -2 plan.csv >plan-head.csv
	golden plan.csv cat plan-head.csv
	sed -i '2s/,,,$/,Ops team,2026-12-24,"Ask, then act"/' plan.csv
	stocktake import plan.csv --quiet
	[ "$(stocktake snapshots --format csv | wc -l)" -eq 2 ]
	golden planned.csv report flows --format csv
	findings --format csv | grep -c ',Ops team,2026-12-24T00:00:00Z,"Ask, then act"' | grep -qx 1
	stocktake plan --reports "$REPORTS" --report flows -o plan.xlsx
	stocktake import plan.xlsx --quiet
	findings --format csv | grep -c ',Ops team,2026-12-24T00:00:00Z,"Ask, then act"' | grep -qx 1
}

@test "SARIF has rules, results, suppressions and notifications as the standard wants them" {
	import_november
	write_waivers
	stocktake findings --reports "$REPORTS" --waivers waivers.csv --format sarif -o out.sarif 2>told
	sqlite3 :memory: ".param set :file 'out.sarif'" ".read $SOURCE_DIR/tests/cli/sarif.sql" >problems
	diff /dev/null problems
	[ "$(ask out.sarif "count(value -> '\$.suppressions')" ", json_each(doc, '\$.runs[0].results')")" -eq 2 ]
	stocktake import november/api/flows.json --at 2026-12-01 --store flows.db --quiet
	stocktake findings --report orphaned-flows --store flows.db --format sarif >unknown.sarif
	[ "$(ask unknown.sarif "json_extract(doc, \
		'\$.runs[0].invocations[0].toolExecutionNotifications[0].associatedRule.id')")" = orphaned-flows ]
	[ "$(ask unknown.sarif "json_array_length(doc, '\$.runs[0].results')")" -eq 0 ]
	fails 2 "sarif holds findings of reports" stocktake sql 'SELECT 1' --format sarif
}

@test "findings of a user's own report count in the workbook, whatever its group" {
	import_november
	mkdir -p own/overview
	printf -- '-- title: T\n-- severity: low\n-- resource: flow flow_id\n-- needs: flow\nSELECT flow_id FROM flow ORDER BY 1\n' >own/overview/every-flow.sql
	stocktake report every-flow --reports own --format xlsx -o out.xlsx --quiet
	part out.xlsx xl/workbook.xml | grep -q 'sheet name="area-other"'
	part out.xlsx xl/worksheets/sheet1.xml | grep -q "location=\"'area-other'!A1\""
}

@test "a workbook has an overview with charts, a summary, a sheet for each area and report, real dates, and nothing to calculate" {
	import_november
	report flows people none --format xlsx -o out.xlsx
	part out.xlsx xl/workbook.xml | grep -o 'sheet name="[a-z-]*"' |
		diff - <(printf 'sheet name="%s"\n' overview summary area-flows area-other flows people)
	part out.xlsx xl/worksheets/sheet3.xml >area.xml
	grep -q 'state="frozen"' area.xml
	grep -q '<autoFilter ref="A7:F8"/>' area.xml
	grep -q "<c r=\"B5\" s=\"1\"><v>$(report flows --format csv 2>/dev/null | tail -n +2 | wc -l)</v>" area.xml
	grep -q "location=\"'flows'!A1\"" area.xml
	part out.xlsx xl/worksheets/sheet1.xml | grep -q "location=\"'area-flows'!A1\""
	part out.xlsx xl/worksheets/sheet5.xml >sheet.xml
	grep -q 'state="frozen"' sheet.xml
	grep -q '<autoFilter ref="A1:' sheet.xml
	grep -q '<c r="A1" s="2"' sheet.xml # "flow_id" to the left, "name_length" to the right
	grep -q '<c r="C1" s="3"' sheet.xml
	grep -q 'orientation="landscape"' sheet.xml
	report flows people none --format xlsx | cmp - out.xlsx
	stocktake sql "SELECT '=1+1' AS a, '@x' AS b, 1793520000 AS c_at, 7 AS d, 'https://x.example/a' AS e, \
		'https://x.example/\" onload' AS f, char(27) || 'x' AS g" --format xlsx -o cells.xlsx
	part cells.xlsx xl/worksheets/sheet1.xml >cells.xml
	run ! grep -q '<f>' cells.xml
	grep -q '<is><t>=1+1</t></is>' cells.xml
	grep -q '<c r="C2" s="[0-9]"><v>46327\.3333[0-9]*</v></c><c r="D2"><v>7</v></c>' cells.xml
	grep -o '<hyperlink ref="[A-Z0-9]*"' cells.xml | grep -qx '<hyperlink ref="E2"'
	grep -q '\\x1bx' cells.xml
	stocktake inspect out.xlsx | grep -q 'xlsx with 6 members'
	part out.xlsx xl/charts/chart1.xml | grep -q 'Open findings by severity'
	part out.xlsx xl/charts/chart2.xml | grep -q '<c:f>overview!.A.6</c:f>'
	part out.xlsx xl/worksheets/sheet1.xml >overview.xml
	grep -q 'Tenant Contoso, 7e000000' overview.xml
	grep -q "<v>$(report flows --format csv 2>/dev/null | tail -n +2 | wc -l)</v></c></row>" overview.xml
}

@test "settings hold parameters, lists and waivers; the default file is told of" {
	import_november
	mkdir conf
	write_waivers
	mv waivers.csv conf
	echo '{"set": {"flows.longest": 12}, "waivers": "waivers.csv"}' >conf/settings.json
	report flows --settings conf/settings.json --format json 2>told | grep -q '"params": {"longest": 12}'
	grep -q 'conf/waivers.csv: row 4 expired' told
	report flows --settings conf/settings.json --set longest=3 --format json 2>told |
		grep -q '"params": {"longest": 3}'
	echo '{"set": {"longest": 11}}' >stocktake-settings.json
	report flows --format json 2>told | grep -q '"params": {"longest": 11}'
	grep -qx 'stocktake: settings from stocktake-settings.json' told
	echo '{"set": {"longst": 11}}' >stocktake-settings.json
	fails 1 "stocktake-settings.json: 'set': no parameter 'longst'" report flows
}

@test "analyze takes waivers, and findings.csv tells the state" {
	printf 'report,resource,reason\nflows,%s,Known\n' "$first" >waivers.csv
	stocktake analyze november -o out --reports "$REPORTS" --waivers waivers.csv >summary
	grep -q '^high  *[0-9]* findings, 1 set aside .*flows$' summary
	grep "^flows,.*,$first," out/findings.csv | grep -q ',waived,Known,,,'
	grep -q '"set_aside_count": 1' out/findings.json
}
