#!/usr/bin/env bats
# The manual pages: what they show as examples works.
load common

# The text between .Bd and .Ed.
example_of() {
	sed -n '/^\.Bd -literal/,/^\.Ed/{/^\.[BE]d/d;p}' "$SOURCE_DIR/docs/$1"
}

@test "the example of stocktake-reports(5) is a report" {
	import_november
	mkdir own
	example_of stocktake-reports.5 >own/left.sql
	stocktake report left --reports own --format json | grep -q '"status": "complete"'
	stocktake show left --reports own | grep -q 'Nobody is told when such a flow fails'
}

@test "the example of stocktake-formats(5) is a format" {
	mkdir own
	example_of stocktake-formats.5 >own/own-sites.json
	printf 'Site,Shown as\nE0000000-0000-4000-8000-0000000000AA,Partner portal\n' >sites.csv
	stocktake import sites.csv --at 2026-11-01 --formats own | grep -q '^1 records read = 1 kept'
	stocktake sql 'SELECT display_name FROM portal' | grep -qx 'Partner portal'
}

@test "every key of a report's header and of a format is in the manual" {
	for key in title severity needs either before wants param refs rule resource key; do
		grep -q "^\.It Cm $key\$" "$SOURCE_DIR/docs/stocktake-reports.5"
	done
	for key in $(sed -n 's/^| `\([a-z_]*\)` |.*/\1/p' "$SOURCE_DIR/docs/formats.md" | sort -u); do
		grep -qE "^\.(It )?Cm (.*[ ,])?$key( |\$)|^\.Cm (.* )?$key( |\$)" "$SOURCE_DIR/docs/stocktake-formats.5"
	done
}

@test "mandoc finds nothing wrong with them" {
	command -v mandoc >/dev/null || skip "no mandoc"
	mandoc -Tlint -W warning "$SOURCE_DIR"/docs/stocktake*.[15]
}
