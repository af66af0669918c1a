#!/usr/bin/env bats
# Files in: what is told of each, and that every record is accounted for.
load common

@test "import tells what became of every file and record" {
	golden import.txt stocktake import november --at 2026-11-01
}

@test "importing the same again adds nothing" {
	import_november
	stocktake dump >before
	stocktake import november >again
	grep -q '^nothing new: the snapshot held all of them already$' again
	stocktake dump | cmp - before
}

@test "--quiet prints nothing" {
	run stocktake import november --quiet
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "what is not recognised is named, and does not stop the rest" {
	mkdir exports
	cp november/api/flows.json exports
	echo 'hello, world' >exports/notes.txt
	golden import-unknown.txt stocktake import exports --at 2026-11-01
	golden rejects.txt stocktake rejects
}

@test "--strict turns what was not taken in into exit 4" {
	mkdir exports
	cp november/api/flows.json exports
	stocktake import exports --strict --quiet
	echo 'hello, world' >exports/notes.txt
	run stocktake import exports --strict --quiet --store other.db
	[ "$status" -eq 4 ]
	[ -z "$output" ]
}

@test "nothing recognised is a failure, and the files are named" {
	echo 'hello, world' >notes.txt
	golden import-nothing.txt stocktake import notes.txt
	fails 1 "nope" stocktake import nope
}

@test "standard input is a file too" {
	stocktake import - --at 2026-11-01 --store in.db <november/api/flows.json | grep -q 'flow-api'
	[ "$(stocktake sql 'SELECT count(*) AS n FROM flow' --store in.db --format csv | tail -1)" -gt 0 ]
}

@test "inspect says what a file is and stores nothing" {
	echo 'hello, world' >notes.txt
	golden inspect.txt without_reports november/graph/users.json notes.txt
	golden inspect.json without_reports november/graph/users.json notes.txt --format json
	[ ! -e stocktake.db ]
	fails 2 "inspect writes table or json" stocktake inspect notes.txt --format csv
}

@test "--store, then STOCKTAKE_STORE, then stocktake.db" {
	stocktake import november --quiet
	[ -e stocktake.db ]
	STOCKTAKE_STORE=env.db stocktake import november --quiet
	[ -e env.db ]
	STOCKTAKE_STORE=env.db stocktake import november --quiet --store option.db
	[ -e option.db ]
}

@test "snapshots lists what the store holds" {
	stocktake import november/api/flows.json --at 2026-10-01 --quiet
	stocktake import november/api/flows.json --at 2026-11-01 --quiet --label November
	golden snapshots.txt stocktake snapshots
	golden snapshots.json stocktake snapshots --format json
}
