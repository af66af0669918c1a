#!/usr/bin/env bats
# Many snapshots in one store: imported one by one or all at once, replaced, forgotten, verified.
load common

series() {
	cp -r "$SOURCE_DIR/fixtures/contoso" series
	chmod -R u+w series
}

dump_of() {
	stocktake dump --store "$1"
}

@test "each folder is a snapshot, and the order does not matter" {
	series
	stocktake import --each series --quiet 2>told
	grep -q 'README.md: nothing was imported' told
	[ "$(stocktake sql 'SELECT count(*) FROM snapshot' --format csv | tail -1)" = 3 ]
	for month in 2026-10 2026-11 2026-09; do
		stocktake import "series/$month" --store other.db --quiet
	done
	diff <(dump_of stocktake.db) <(dump_of other.db)
}

@test "a date in the name is the moment, and a manifest goes before it" {
	mkdir -p dated
	cp -r november dated/2027-01-02
	cp -r november dated/export-20270103
	cp -r november dated/2027-01-04
	echo '{"stocktake_manifest": 1, "taken_at": "2027-02-04T00:00:00Z"}' >dated/2027-01-04/stocktake-manifest.json
	stocktake import --each dated --quiet
	run stocktake sql 'SELECT snapshot_at AS snapshot_at, at_basis FROM snapshot ORDER BY 1' --format csv
	[ "${lines[1]}" = "2027-01-02T00:00:00Z,date in the path" ]
	[ "${lines[2]}" = "2027-01-03T00:00:00Z,date in the path" ]
	[ "${lines[3]}" = "2027-02-04T00:00:00Z,manifest" ]
}

@test "a folder that cannot be imported is told, and the others are there" {
	mkdir -p some/2027-01-02 some/2027-01-03
	cp november/graph/users.json some/2027-01-02
	echo nothing >some/2027-01-03/x.csv
	fails 1 "some/2027-01-03: nothing was imported" stocktake import --each some
	[[ "$output" == *"1 of 2 could not be imported"* ]]
	[ "$(stocktake sql 'SELECT count(*) FROM snapshot' --format csv | tail -1)" = 1 ]
}

@test "a snapshot that is forgotten leaves the store as it was" {
	series
	stocktake import series/2026-09 --quiet
	stocktake import series/2026-11 --quiet
	dump_of stocktake.db >before
	stocktake import series/2026-10 --quiet
	! diff -q before <(dump_of stocktake.db)
	run stocktake forget 2026-10-01
	[ "$output" = "forgot the snapshot of 2026-10-01T06:00:00Z" ]
	diff before <(dump_of stocktake.db)
	fails 1 "no snapshot is of '2026-10-01'" stocktake forget 2026-10-01
	fails 1 "no snapshot is labelled 'x'" stocktake forget x
	fails 1 "no store 'none.db'" stocktake forget 2026-10-01 --store none.db
	[ ! -e none.db ]
}

@test "a corrected export replaces a snapshot, which keeps its label" {
	stocktake import november --at 2026-11-01 --label first --quiet
	sed -i 's/Invoice approvals/Invoices/' november/api/flows.json november/coe/flows.json \
		november/api/flow-invoice-approvals.json
	stocktake import november --at 2026-11-01 --label first --store other.db --quiet
	stocktake import november --at 2026-11-01 --replace --quiet
	diff <(dump_of stocktake.db) <(dump_of other.db)
}

@test "diff tells what changed and which findings came and went" {
	series
	stocktake import --each series --quiet 2>told
	golden diff-changes.csv stocktake diff 2026-09-01 2026-10-01 --format csv
	stocktake diff 2026-10-01 2026-09-01 --format json --quiet >diff.json
	grep -q '"id": "owners-changed"' diff.json
	stocktake report findings-changed --at 2026-10-01 --format csv | grep -q 'run stocktake replay'
	stocktake replay --quiet >replayed
	golden diff-findings.csv stocktake report findings-changed --at 2026-10-01 --format csv
	fails 1 "no snapshot is of '2026-10-02'" stocktake diff 2026-10-02 2026-11-01
	fails 2 "diff" stocktake diff 2026-10-01
}

@test "the store and its source files are verified" {
	stocktake import november --quiet
	run stocktake verify
	[ "$output" = "the store is whole" ]
	stocktake verify november --format csv >told
	[ "$(grep -c '^as imported,' told)" = 37 ]
	[ "$(grep -vc '^as imported,' told)" = 1 ] # the header
	echo ' ' >>november/graph/users.json
	rm november/ps/connections.json
	cp november/coe/makers.csv november/other.csv
	echo more >>november/other.csv
	fails 1 "2 imported files are not at hand as they were" stocktake verify november --format csv
	[[ "$output" == *"changed,november/graph/users.json,"* ]]
	[[ "$output" == *"not found,november/ps/connections.json,"* ]]
	[[ "$output" == *"not imported,november/other.csv,"* ]]
}

@test "a damaged store is told" {
	stocktake import november --quiet
	size=$(stat -c %s stocktake.db)
	for at in 40 50 60; do
		printf 'xxxxxxxxxxxxxxxxxxxxxxxx' |
			dd of=stocktake.db bs=1 seek=$((size * at / 100 / 4096 * 4096)) conv=notrunc status=none
	done
	run stocktake verify
	[ "$status" -eq 1 ]
	[[ "$output" == *damaged* || "$output" == *malformed* ]]
}
