#!/usr/bin/env bats
# Broken and hostile input, end to end: every file says what is wrong and where, nothing else is
# lost, and the account balances. The readers' own cases are in tests/unit.
load common

# A flow as the admin API lists it: `flow NUMBER [DISPLAY_NAME]`.
flow() {
	printf '{"name":"f0000000-0000-4000-8000-%012d","type":"Microsoft.ProcessSimple/environments/flows",' "$1"
	printf '"properties":{"displayName":"%s","state":"Started","definitionSummary":{"triggers":[]},' "${2:-Flow $1}"
	printf '"environment":{"name":"e1"},"creator":{"objectId":"p%d"}}}' "$1"
}

list() {
	local comma='' item
	printf '{"value":['
	for item; do
		printf '%s%s' "$comma" "$item"
		comma=,
	done
	printf ']}\n'
}

csv_head='admin_flowid,admin_displayname,admin_flowstate,admin_flowenvironmentid,admin_flowidstring'
csv_row() {
	printf '\nf0000000-0000-4000-8000-%012d,"%s",Started,e1,x%s' "$1" "$2" "$1"
}

setup() {
	unset STOCKTAKE_STORE
	export LC_ALL=C.UTF-8
	cd "$BATS_TEST_TMPDIR" || return
	mkdir in
}

# imports FOLDER; then `account` is "read kept merged rejected" over all files.
import_all() {
	stocktake import in --at 2026-11-01 >told 2>told.err || cat told.err
	account=$(stocktake sql --format csv "SELECT sum(records_read) || ' ' || sum(records_kept) || ' ' ||
		sum(records_merged) || ' ' || sum(records_rejected) AS account FROM source_file" | tail -1)
}

names() {
	stocktake sql --format csv 'SELECT display_name FROM flow ORDER BY flow_id' | tail -n +2 | paste -sd' '
}

reasons() {
	stocktake rejects --format csv
}

@test "one bad record in a list does not lose its neighbours" {
	list "$(flow 1 one)" '{"name":' "$(flow 3 three)" >in/flows.json
	sed -i 's/{"name":,/{"name": nope},/' in/flows.json
	import_all
	[ "$account" = '3 2 0 1' ]
	[ "$(names)" = 'one three' ]
	reasons | grep -q 'flows.json,2,'
}

@test "a list cut off in the middle keeps what was there, and proves no absence" {
	list "$(flow 1 one)" "$(flow 2 two)" | head -c 400 >in/flows.json
	import_all
	[ "$account" = '2 1 0 1' ]
	reasons | grep -q 'not closed before the end'
	[ "$(stocktake sql --format csv "SELECT count(*) FROM coverage WHERE entity = 'flow' AND scope <> 'some'" | tail -1)" = 0 ]
}

@test "a page whose next page is missing proves no absence" {
	list "$(flow 1 one)" | sed 's/]}$/],"nextLink":"https:\/\/example.invalid\/2"}/' >in/flows.json
	import_all
	[ "$(stocktake sql --format csv 'SELECT is_complete FROM source_file' | tail -1)" = no ]
	[ "$(stocktake sql --format csv "SELECT scope FROM coverage WHERE entity = 'flow'" | tail -1)" = some ]
}

@test "an HTTP trigger without a list of connections does not prove that there are none" {
	printf '%s' '{"name":"f1","id":"/x/environments/e1/flows/f1","type":"Microsoft.ProcessSimple/environments/flows",
	"properties":{"displayName":"one","state":"Started","definition":{"triggers":{"manual":{"type":"Request","kind":"Http"}},
	"actions":{"Call":{"type":"Http"}}}}}' >in/flow.json
	import_all
	[ "$(stocktake sql --format csv 'SELECT count(*) FROM resource_connector' | tail -1)" -gt 0 ]
	[ "$(stocktake sql --format csv "SELECT count(*) FROM coverage WHERE entity = 'resource_connector'
		AND scope <> 'some'" | tail -1)" = 0 ]
}

@test "an element that was refused proves nothing about the others of its list" {
	policy() {
		printf '{"name":"p1","displayName":"P","environmentType":"AllEnvironments","defaultConnectorsClassification":"General",'
		printf '"environments":[],"connectorGroups":[{"classification":"Blocked","connectors":[{"id":"/apis/shared_one"},%s]}]}' "$1"
	}
	connectors() {
		stocktake sql --format csv 'SELECT connector_id FROM dlp_policy_connector ORDER BY 1' | tail -n +2 | paste -sd' '
	}
	policy '{"id":"/apis/shared_two"}' >in/policy.json
	stocktake import in --at 2026-10-01 --quiet
	[ "$(connectors)" = 'shared_one shared_two' ]
	policy '{"name":"no id"}' | sed 's/"name":"no id"/"id":null/' >in/policy.json
	stocktake import in --at 2026-11-01 --quiet
	[ "$(connectors)" = 'shared_one shared_two' ]
	policy '{"id":"/apis/shared_one"}' >in/policy.json
	stocktake import in --at 2026-12-01 --quiet
	[ "$(connectors)" = shared_one ]
}

@test "an element refused in one group leaves the other groups of its part unproven" {
	policies() { # BUSINESS NON_BUSINESS: the two groups of a tenant's one policy
		printf '[{"PolicyName":"p1","DisplayName":"P","Environments":[],"BlockedGroup":[],'
		printf '"BusinessDataGroup":[%s],"NonBusinessDataGroup":[%s]}]' "$1" "$2"
	}
	connectors() {
		stocktake sql --format csv 'SELECT connector_id FROM dlp_policy_connector ORDER BY 1' | tail -n +2 | paste -sd' '
	}
	local one='{"id":"/apis/shared_one"}' two='{"id":"/apis/shared_two"}' broken='{"id":null}'
	policies "$one" "$two" >in/policies.json
	stocktake import in --at 2026-08-01 --quiet
	[ "$(connectors)" = 'shared_one shared_two' ]
	policies "$one" "$broken" >in/policies.json
	stocktake import in --at 2026-09-01 --quiet
	[ "$(connectors)" = 'shared_one shared_two' ]
	policies "$broken" "" >in/policies.json
	stocktake import in --at 2026-10-01 --quiet
	[ "$(connectors)" = 'shared_one shared_two' ]
	policies "" "$broken" >in/policies.json
	stocktake import in --at 2026-11-01 --quiet
	[ "$(connectors)" = 'shared_one shared_two' ]
	policies "" "$two" >in/policies.json
	stocktake import in --at 2026-12-01 --quiet
	[ "$(connectors)" = shared_two ]
}

@test "UTF-16, byte order marks and gzip say the same" {
	list "$(flow 1 Überblick)" >plain
	for kind in plain bom bom-twice utf16le utf16be gzip gzip-utf16; do
		rm -rf in stocktake.db
		mkdir in
		case $kind in
		plain) cat plain >in/f ;;
		bom) { printf '\xef\xbb\xbf'; cat plain; } >in/f ;;
		bom-twice) { printf '\xef\xbb\xbf\xef\xbb\xbf'; cat plain; } >in/f ;;
		utf16le) { printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE plain; } >in/f ;;
		utf16be) { printf '\xfe\xff'; iconv -f UTF-8 -t UTF-16BE plain; } >in/f ;;
		gzip) gzip -c plain >in/f ;;
		gzip-utf16) { printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE plain; } | gzip >in/f ;;
		esac
		import_all
		[ "$(names)" = Überblick ] || { echo "$kind: $(names)"; false; }
	done
}

@test "a cut-off gzip is named and does not stop the rest" {
	list "$(flow 1 one)" >in/good.json
	list "$(flow 2 two)" "$(flow 3 three)" | gzip | head -c 100 >in/cut.json.gz
	import_all
	grep -q 'cut.json.gz.*gzip' told told.err || reasons | grep -q gzip
	[ "$(names)" = one ]
}

@test "a gzip bomb is refused, and what came before it stands" {
	list "$(flow 1 one)" >in/good.json
	{ printf '{"value":[%s' "$(flow 2 two)"; head -c 300000000 /dev/zero | tr '\0' ' '; printf ']}'; } |
		gzip -9 >in/bomb.json.gz
	import_all
	reasons | grep -qi 'bomb.json.gz.*times'
	[ "$(names)" = 'one two' ]
}

@test "nesting 100,000 deep rejects that record alone" {
	deep=$(printf '{"name":"deep","x":%s%s}' "$(head -c 100000 /dev/zero | tr '\0' '[')" \
		"$(head -c 100000 /dev/zero | tr '\0' ']')")
	list "$(flow 1 one)" "$deep" "$(flow 3 three)" >in/flows.json
	import_all
	[ "$account" = '3 2 0 1' ]
	reasons | grep -q 'nested deeper'
}

@test "a record larger than the limit is rejected alone, in little memory" {
	{
		printf '{"value":[%s,{"name":"' "$(flow 1 one)"
		head -c 60000000 /dev/zero | tr '\0' x
		printf '"},%s]}' "$(flow 3 three)"
	} >in/flows.json
	import_all
	[ "$account" = '3 2 0 1' ]
	[ "$(names)" = 'one three' ]
	reasons | grep -q 'larger than'
}

@test "a lost quote in CSV loses one row" {
	{
		printf '%s' "$csv_head"
		csv_row 1 one
		printf '\nf0000000-0000-4000-8000-000000000002,"two,Started,e1,x2'
		csv_row 3 three
		csv_row 4 four
	} >in/flows.csv
	import_all
	[ "$account" = '4 3 0 1' ]
	[ "$(names)" = 'one three four' ]
	reasons | grep -q 'flows.csv,2,3,'
}

@test "ragged rows, a #TYPE line, semicolons and CR LF" {
	{
		printf '#TYPE System.Management.Automation.PSCustomObject\r\n%s' "${csv_head//,/;}"
		csv_row 1 one | tr ',\n' ';\r' | sed 's/^\r/\r\n/'
		printf '\r\nf0000000-0000-4000-8000-000000000002;short'
		csv_row 3 three | tr ',\n' ';\r' | sed 's/^\r/\r\n/'
	} >in/flows.csv
	import_all
	[ "$account" = '3 2 0 1' ]
	[ "$(names)" = 'one three' ]
}

@test "NUL bytes, lone surrogates and invalid UTF-8 are mended or told, never swallowed" {
	list "$(flow 1 'a\u0000b')" "$(flow 2 'c\ud800d')" "$(flow 3 "$(printf 'e\xfff')")" >in/flows.json
	import_all
	[ "$account" = '3 3 0 0' ]
	[ "$(reasons | tail -n +2 | wc -l)" -ge 3 ]
	stocktake sql --format csv 'SELECT display_name FROM flow' | iconv -f UTF-8 -t UTF-8 >/dev/null
}

@test "numbers past 2^53 and 1e400 are told, not rounded" {
	list "$(flow 1 one | sed 's/"state"/"isManaged":1e400,"state"/')" >in/flows.json
	printf 'admin_appid,admin_displayname,admin_appsharedusers,admin_appidstring,admin_appenvironmentid\n' >in/apps.csv
	printf 'a0000000-0000-4000-8000-000000000001,App,9007199254740993,x,e1\n' >>in/apps.csv
	import_all
	[ "$account" = '2 2 0 0' ]
	reasons | grep -q '9007199254740993'
}

@test "the order of day and month is taken from the whole file, or not guessed" {
	printf 'admin_flowid,admin_displayname,admin_flowstate,admin_flowcreatedon,admin_flowidstring\n' >in/flows.csv
	printf 'f0000000-0000-4000-8000-000000000001,one,Started,3/4/2026 4:59 PM,x\n' >>in/flows.csv
	printf 'f0000000-0000-4000-8000-000000000002,two,Started,4/5/2026,x\n' >>in/flows.csv
	import_all
	[ "$(reasons | grep -c 'use --dates')" = 2 ]
	[ "$account" = '2 2 0 0' ]
	rm stocktake.db
	printf 'f0000000-0000-4000-8000-000000000003,three,Started,4/25/2026,x\n' >>in/flows.csv
	import_all
	[ "$(reasons | tail -n +2 | wc -l)" = 0 ]
	[ "$account" = '3 3 0 0' ]
	[ "$(stocktake sql --format csv 'SELECT created_at FROM flow ORDER BY flow_id' | paste -sd' ')" = \
		'created_at 2026-03-04T16:59:00Z 2026-04-05T00:00:00Z 2026-04-25T00:00:00Z' ]
}

@test "of two members of one name the last counts" {
	list "$(flow 1 one | sed 's/"state":"Started"/"state":"Stopped","state":"Started"/')" >in/flows.json
	import_all
	[ "$(stocktake sql --format csv 'SELECT state FROM flow' | tail -1)" = started ]
}

@test "a warning printed ahead of the JSON is told, and the JSON is read" {
	{ echo 'WARNING: this command is in preview'; list "$(flow 1 one)"; } >in/flows.json
	import_all
	[ "$(names)" = one ]
	reasons | grep -q 'not JSON'
}

@test "an unreadable file, a link and a fifo are named" {
	list "$(flow 1 one)" >in/good.json
	ln -s good.json in/link.json
	mkfifo in/fifo
	import_all
	[ "$(names)" = one ]
	grep -q 'link.json' told told.err
	grep -q 'fifo' told told.err
}

@test "of two files that cannot be read, the second is not taken for the first" {
	unread() {
		stocktake sql --format csv "SELECT path FROM source_file WHERE sha256 = '' ORDER BY 1" | tail -n +2 | paste -sd' '
	}
	list "$(flow 1 one)" >in/flows.json
	mkfifo in/first
	stocktake import in --at 2026-10-01 --quiet
	[ "$(unread)" = in/first ]
	mkfifo in/second
	stocktake import in --at 2026-10-01 --quiet
	[ "$(unread)" = 'in/first in/second' ]
}

@test "hostile names are text in every format" {
	list "$(flow 1 '=cmd|x')" "$(flow 2 '<script>alert(1)</script>')" "$(flow 3 '\u001b[31mred\u202e')" >in/flows.json
	import_all
	stocktake sql --format csv 'SELECT display_name FROM flow' | grep -q "^'=cmd|x"
	! stocktake sql 'SELECT display_name FROM flow' | grep -q "$(printf '\033\\[31m')"
	stocktake analyze in -o out >/dev/null
	! grep -q '<script>alert' out/report.html
	grep -q 'u003cscript>alert(1)' out/report.html
}

@test "a broken store is refused by name, and a foreign one is not touched" {
	echo 'not a database, but long enough to look like one: ......................' >stocktake.db
	list "$(flow 1 one)" >in/flows.json
	run stocktake import in
	[ "$status" -eq 1 ]
	[[ "$output" == *stocktake.db* ]]
	rm stocktake.db
	sqlite3 stocktake.db 'CREATE TABLE theirs (x)'
	run stocktake import in
	[ "$status" -eq 1 ]
	[[ "$output" == *'another program'* ]]
	[ "$(sqlite3 stocktake.db .tables)" = theirs ]
}
