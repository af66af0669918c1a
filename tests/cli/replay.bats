#!/usr/bin/env bats
# The reports through time: replay, report --each, and since when a finding stands.
load common

three() {
	stocktake import --each "$SOURCE_DIR/fixtures/contoso" --quiet 2>/dev/null
}

replay() {
	stocktake replay --reports "$SOURCE_DIR/tests/cli/reports" --quiet "$@"
}

# month TIME APP...: a list of apps; those with a + are shared with everyone.
month() {
	local at=$1 app
	shift
	mkdir -p "month/$at"
	{
		echo 'admin_appid,admin_displayname,admin_powerappstype,admin_appenvironmentid,admin_appcreatedon,admin_appmodifiedon,admin_appsharedusers,admin_appsharedgroups,admin_appsharedwithtenant,admin_appdeleted,statecode'
		for app in "$@"; do
			echo "a0000000-0000-4000-8000-00000000000${app%+},App ${app%+},597910000,e0000000-0000-4000-8000-000000000001,2023-02-11T08:00:00Z,2023-02-11T08:00:00Z,0,0,$([ "$app" = "${app%+}" ] && echo false || echo true),false,0"
		done
	} >"month/$at/apps.csv"
	stocktake import "month/$at" --at "$at" --quiet
}

shared() {
	stocktake replay shared-with-everyone --format csv --quiet "$@"
}

@test "as a table: a line for each report, with its trend" {
	three
	golden replay-table replay flows
	golden replay-table-set replay flows --set longest=12
}

@test "a row for each report and snapshot, and for each finding" {
	three
	golden replay-steps.csv replay flows --format csv
	golden replay-steps.ndjson replay flows --format ndjson
	golden replay-lives.md replay flows --set longest=15 --findings --format markdown
}

@test "new, resolved, reopened" {
	month 2026-01-01 1+ 2
	month 2026-02-01 1 2+
	month 2026-03-01 1+ 2+
	run shared
	[[ "${lines[1]}" == *,2026-01-01T00:00:00Z,complete,,1,,,, ]]
	[[ "${lines[2]}" == *,2026-02-01T00:00:00Z,complete,,1,1,0,1,0 ]]
	[[ "${lines[3]}" == *,2026-03-01T00:00:00Z,complete,,2,0,1,0,0 ]]
	run shared --findings
	[[ "${lines[1]}" == *,reopened,2026-01-01T00:00:00Z,2026-03-01T00:00:00Z,,59,0,* ]]
	[[ "${lines[2]}" == *,open,2026-02-01T00:00:00Z,2026-03-01T00:00:00Z,,28,0,* ]]
}

@test "what was not collected resolves nothing, and is a gap" {
	month 2026-01-01 1+ 2+
	stocktake import november/graph/users.json --at 2026-02-01 --quiet
	month 2026-03-01 2+
	run shared
	[[ "${lines[2]}" == *,2026-02-01T00:00:00Z,partial,*,2,0,0,0,0 ]]
	[[ "${lines[3]}" == *,2026-03-01T00:00:00Z,complete,,1,0,0,1,0 ]]
	run shared --findings
	[[ "${lines[2]}" == *,resolved,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,2026-03-01T00:00:00Z,* ]]
}

@test "answers change neither the dump nor what is true after an import or a forgotten snapshot" {
	three
	stocktake dump >before
	replay --format csv >first
	stocktake dump | diff before -
	stocktake verify
	stocktake import november/graph/users.json --at 2026-09-15 --quiet
	replay --format csv >second
	grep -q 2026-09-15 second
	stocktake forget 2026-09-15 --quiet
	replay --format csv >third
	diff first third
}

@test "answers that are kept are those that would be computed" {
	three
	for id in shared-with-everyone orphaned-flows unmanaged-environments flows; do
		replay "$id" --format ndjson | sed 's/.*"findings": \([0-9]*\),.*/\1/' >kept
		report "$id" --each --format ndjson | sed -n 's/.*"count": \([0-9]*\).*/\1/p' >computed
		[ "$(wc -l <kept)" = 3 ]
		diff kept computed
	done
}

@test "a second replay asks nothing again, another parameter does" {
	three
	run stocktake replay
	[[ "$output" == *" answers computed, "* ]]
	run stocktake replay
	[[ "$output" != *"computed"* ]]
	run stocktake replay flows --set longest=12 --reports "$SOURCE_DIR/tests/cli/reports"
	[[ "$output" == *"3 answers computed"* ]]
}

@test "findings tell since when they stand" {
	three
	stocktake findings --first-seen --format csv --quiet >looked
	stocktake findings --format csv --quiet >blank
	stocktake replay --quiet >/dev/null
	stocktake findings --format csv --quiet >told
	diff looked told
	! diff -q blank told
}

@test "a report at every snapshot" {
	three
	golden each.csv report flows --set longest=12 --each --format csv
	golden each.md report flows people --set longest=12 --each --format markdown
	report flows people --each --format json >answers.json
	[ "$(grep -o '"snapshot_at": "2026-1[01]-01T06:00:00Z"' answers.json | wc -l)" = 4 ]
	fails 2 "html does not tell snapshots apart" stocktake report --each --format html
}

@test "what cannot be replayed is said" {
	fails 1 "no store 'stocktake.db'" stocktake replay
	three
	fails 2 "report 'apps' only lists" stocktake replay apps
	fails 2 "no report 'shared'" stocktake replay shared
}

# kept TIME, computed TIME: each finding of each report, as the store has it, and as a look at it tells.
kept() {
	stocktake sql --format csv "SELECT q.report || ' ' || s.fingerprint AS finding
		FROM answer AS a JOIN question AS q USING (question_id) JOIN spell AS s USING (question_id)
		WHERE a.snapshot_at = unixepoch('$1') AND a.findings IS NOT NULL
		AND s.seen_from <= a.snapshot_at AND (s.seen_to IS NULL OR s.seen_to > a.snapshot_at)" |
		tail -n +2 | sort
}

computed() {
	stocktake findings --at "$1" --format ndjson --quiet |
		sed 's/.*"report": "\([^"]*\)".*"fingerprint": "\([^"]*\)".*/\1 \2/' | sort -u
}

same() {
	local at
	stocktake replay --quiet >/dev/null
	for at in "$@"; do
		kept "$at" >in_store
		computed "$at" >looked_for
		[ "$(wc -l <looked_for)" -gt 50 ]
		diff in_store looked_for
	done
}

@test "all findings that are kept are those that a look at the snapshot finds" {
	three
	same 2026-09-01T06:00:00Z 2026-10-01T06:00:00Z 2026-11-01T06:00:00Z
}

@test "so in a series of weeks with gaps, one of them imported late" {
	local week
	for week in 1 2 4 5 6 3; do
		mkdir "week$week"
		awk -v COUNT=200 -v WEEK="$week" -v FOLDER="week$week" -f "$SOURCE_DIR/bench/history.awk"
		[ "$week" != 2 ] || rm week2/users.json
		[ "$week" != 5 ] || rm week5/flows.csv
		[ "$week" != 3 ] || stocktake replay --quiet >/dev/null
		stocktake import --quiet --at "2026-02-0$week" "week$week"
	done
	same 2026-02-0{1,2,3,4,5,6}T00:00:00Z
}
