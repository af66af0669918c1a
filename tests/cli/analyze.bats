#!/usr/bin/env bats
# The main job in one step.
load common

analyze() {
	stocktake analyze november -o out --reports "$SOURCE_DIR/tests/cli/reports" "$@"
}

@test "analyze writes the page, the findings, everything as JSON, and the store" {
	analyze >summary
	grep -q '^[0-9]* records read = [0-9]* kept + [0-9]* merged + [0-9]* rejected$' summary
	grep -q '^high  *[0-9]* findings  *flows$' summary
	grep -q '^low  *no findings  *none$' summary
	grep -q '^info  *[0-9]* rows  .*people$' summary
	tail -6 summary | diff - <(printf '%s\n' written: out/report.html out/findings.csv out/findings.json out/summary.md out/stocktake.db)
	[ -s out/stocktake.db ]
	[ "$(ls out | wc -l)" -eq 5 ]
	stocktake summary --store out/stocktake.db --format markdown --reports "$SOURCE_DIR/tests/cli/reports" |
		diff - out/summary.md
}

@test "findings.csv has one line for each finding, and as many as the JSON counts" {
	analyze --quiet
	head -1 out/findings.csv | grep -qx 'report,title,severity,status,resource_kind,resource_id,name,environment_id,owner_id,owner_name,detail,fingerprint,rule,environment_name,first_seen_at,state,waiver_reason,waiver_owner,waiver_until_at,assigned_to,due_at,comment'
	[ "$(grep -c '^flows,' out/findings.csv)" -eq \
		"$(grep -A100 '"id": "flows"' out/findings.json | sed -n 's/.*"count": \([0-9]*\).*/\1/p' | head -1)" ]
	golden findings.csv grep -e '^report,' -e '^flows,' out/findings.csv
}

@test "findings.json is what report writes" {
	analyze --quiet
	stocktake report --all --format json --store out/stocktake.db \
		--reports "$SOURCE_DIR/tests/cli/reports" | cmp - out/findings.json
}

@test "the page holds everything in one file" {
	analyze --quiet
	page=out/report.html
	grep -q "Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" $page
	run ! grep -qiE -e '<script [^>]*src=' -e '<(link|iframe|object|embed|base) ' -e "unsafe-(inline|eval)" $page
	grep -q 'id="rows-flows"' $page
	grep -q 'november/api/flows.json' $page
}

@test "a second analyze into the same folder adds a snapshot" {
	analyze --quiet
	stocktake analyze november/api/flows.json -o out --at 2026-12-01 --quiet
	[ "$(stocktake snapshots --store out/stocktake.db --format csv | wc -l)" -eq 3 ]
	grep -q '"at": "2026-12-01T00:00:00Z"' out/findings.json
}

@test "the answer does not depend on when it is asked" {
	analyze --quiet
	cp -r out first
	rm -r out
	analyze --quiet
	cmp out/findings.json first/findings.json
	cmp out/findings.csv first/findings.csv
	cmp out/report.html first/report.html
}

@test "--quiet prints nothing, --strict is exit 4 for what was not taken in" {
	run analyze --quiet
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	echo hello >november/notes.txt
	rm -r out
	run analyze --strict
	[ "$status" -eq 4 ]
	[ -s out/report.html ]
}

@test "a report that fails is told of, and the rest is written" {
	mkdir broken
	printf -- '-- title: Broken\n-- severity: low\n-- needs: flow\n--\n-- Fails.\nSELECT nope FROM flow ORDER BY 1\n' \
		>broken/broken.sql
	fails 1 "no such column: nope" stocktake analyze november -o out --reports broken
	grep -q 'no such column: nope' out/report.html
}

@test "nothing recognised leaves no page" {
	echo hello >notes.txt
	fails 1 "nothing was imported" stocktake analyze notes.txt -o out
	[ ! -e out/report.html ]
}
