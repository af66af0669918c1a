#!/usr/bin/env bats
# Answers out: every output format, and what is said when there is no answer.
load common

@test "a report in every format" {
	import_november
	golden report.txt report flows none
	golden report.csv report flows --format csv
	golden report.json report flows none people --format json
	golden report.ndjson report flows none --format ndjson
	golden report.md report flows none --format markdown
}

@test "what was not collected is not evaluated, and the sources that would help are named" {
	stocktake import november/api/flows.json --at 2026-11-01 --quiet
	golden unknown.txt report people none
	golden unknown.json report people --format json
	golden unknown.csv report people --format csv
	golden unknown.md report people --format markdown
}

@test "--set changes a parameter, and JSON says so" {
	import_november
	report flows --set longest=12 --format json >answer.json
	grep -q '"params": {"longest": 12}' answer.json
	[ "$(grep -c '^{"flow_id"' answer.json)" -lt "$(wc -l <"$expected/report.csv")" ]
}

@test "--at looks at an older snapshot, a date being the whole day" {
	stocktake import november/api/flows.json --at 2026-10-01T12:00:00Z --quiet
	stocktake import november/api/flows.json --at 2026-11-01T12:00:00Z --quiet
	report none --at 2026-10-01 --format json | grep -q '"at": "2026-10-01T12:00:00Z"'
	report none --at 2026-10-31 --format json | grep -q '"at": "2026-10-01T12:00:00Z"'
	report none --format json | grep -q '"at": "2026-11-01T12:00:00Z"'
	fails 1 "no snapshot at or before" report none --at 2026-09-30
}

report_list() {
	stocktake list --reports "$SOURCE_DIR/tests/cli/reports" --format csv
}

@test "a group, all, and no id at all" {
	import_november
	[ "$(report --group own --format json | grep -c '^{"id"')" -eq 3 ]
	[ "$(report --format json | grep -c '^{"id"')" -eq "$(($(report_list | wc -l) - 1))" ]
	report --format json >one
	report --all --format json | cmp - one
	report none --group own --format json | grep -c '^{"id"' | grep -qx 3
}

@test "csv holds one table" {
	import_november
	fails 2 "csv holds one table, and 2 reports are chosen" report flows none --format csv
}

@test "cells that a spreadsheet would calculate are defused, unless verbatim" {
	import_november
	query="SELECT '=1+1' AS a, '@x' AS b, -1 AS c, '-1' AS d, 'a=1' AS e"
	[ "$(stocktake sql "$query" --format csv | tail -1)" = "'=1+1,'@x,-1,'-1,a=1" ]
	[ "$(stocktake sql "$query" --format csv --verbatim | tail -1)" = "=1+1,@x,-1,-1,a=1" ]
}

@test "control characters are made visible" {
	import_november
	run stocktake sql "SELECT char(27) || '[31m' AS a, char(8238) AS b"
	[[ "$output" == *'\x1b[31m'*'<U+202E>'* ]]
}

@test "sql reads, and cannot write" {
	import_november
	golden sql.txt stocktake sql 'SELECT state, count(*) AS n FROM flow GROUP BY state ORDER BY 1'
	golden sql.json stocktake sql 'SELECT 1 AS one, NULL AS none_at, 1 AS is_so' --format json
	stocktake dump >before
	run stocktake sql "DELETE FROM flow_version"
	[ "$status" -eq 1 ]
	run stocktake sql "SELECT nope"
	[ "$status" -eq 1 ]
	stocktake dump | cmp - before
}

@test "-o writes the whole file or none" {
	import_november
	report flows --format csv -o flows.csv
	diff flows.csv "$expected/report.csv"
	mkdir broken
	printf -- '-- title: Fails late\n-- severity: low\n-- needs: flow\n--\n-- Fails.\n%s\n' \
		'SELECT flow_id, abs(-9223372036854775807 - (row_number() OVER (ORDER BY flow_id) > 2)) AS x FROM flow ORDER BY 1' \
		>broken/late.sql
	fails 1 "integer overflow" stocktake report late --reports broken --format csv -o flows.csv
	diff flows.csv "$expected/report.csv"
	run ! ls ./*.tmp*
	fails 1 "cannot write" report flows -o nowhere/flows.csv
	fails 1 "cannot write the output" bash -c "'$STOCKTAKE' list >/dev/full"
}

@test "one report that fails does not silence the others" {
	import_november
	mkdir broken
	printf -- '-- title: Broken\n-- severity: low\n-- needs: flow\n--\n-- Fails.\nSELECT nope FROM flow ORDER BY 1\n' \
		>broken/broken.sql
	cp "$SOURCE_DIR/tests/cli/reports/own/none.sql" broken
	golden broken.txt stocktake report broken none --reports broken
}

@test "show prints a report, list the catalogue" {
	stocktake show flows --reports "$SOURCE_DIR/tests/cli/reports" -o shown
	sed -i 's|^origin .*|origin|' shown
	golden shown.txt cat shown
	stocktake show flows --sql --reports "$SOURCE_DIR/tests/cli/reports" | head -1 | grep -q '^SELECT'
	stocktake list --reports "$SOURCE_DIR/tests/cli/reports" --format csv | grep '^flows,' |
		grep -qx 'flows,own,high,TST-001,Flows with few characters,flow,.*'
}

@test "schema and formats print what is known" {
	stocktake schema --format csv | grep -q '^flow,'
	stocktake schema flow --format csv | grep -q '^flow,flow_id,id,yes,'
	[ "$(stocktake schema --all --format csv | wc -l)" -gt 200 ]
	stocktake formats coe-flow | cmp - "$SOURCE_DIR/importers/formats/coe-flow.json"
}

@test "data goes to standard output, all else to standard error" {
	stocktake import november/api/flows.json --at 2026-11-01 --quiet
	report people --format csv 2>/dev/null | diff - <(echo display_name,is_enabled)
	report people --format csv 2>&1 >/dev/null | grep -q 'not evaluated: no principal was imported'
}

@test "no store is said so" {
	fails 1 "no store" stocktake report
	fails 1 "no store" stocktake snapshots --store nowhere.db
}

@test "many reports, run by two hands, answer as each does alone" {
	stocktake import "$SOURCE_DIR/fixtures/contoso/2026-11" --quiet
	echo '{"lists": {"test_name": [{"word": "any", "pattern": "."}]}}' >stocktake-settings.json
	stocktake report --group flows --format ndjson --quiet >together 2>/dev/null
	stocktake list --format csv | awk -F, '$2 == "flows" { print $1 }' >ids
	[ "$(wc -l <ids)" -gt 20 ]
	while read -r id; do
		stocktake report "$id" --format ndjson --quiet 2>/dev/null
	done <ids >alone
	diff -u alone together
}

@test "the tenant that reports are measured on fits the store" {
	stocktake import november/graph/users.json --at 2020-01-01 --quiet
	stocktake forget 2020-01-01 --quiet
	sed 's/SIZE/400/g' "$SOURCE_DIR/bench/tenant.sql" | sqlite3 -bail stocktake.db >/dev/null
	stocktake report --all --format json -o all.json --quiet
	grep -q '^{"id": "flows", .*"count": 400,' all.json
	! grep '"reason": "report ' all.json
}
