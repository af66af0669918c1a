#!/usr/bin/env bats
# What a person at a terminal sees: a pseudo terminal of 60 columns and 20 lines.
load common

# at_terminal COMMAND: what it writes there; carriage returns of the terminal are taken out.
at_terminal() {
	TERM=xterm script -qec "stty cols ${COLUMNS_WANTED:-60} rows 20; $1" /dev/null </dev/null | tr -d '\r'
}

months() {
	for month in 10 11; do
		stocktake import "$SOURCE_DIR/fixtures/contoso/2026-$month" --quiet
	done
}

@test "tables fit the terminal, and times and numbers stay whole" {
	months
	PAGER='' at_terminal "'$STOCKTAKE' snapshots" >seen
	[ "$(grep -c '.\{61\}' seen)" -le 1 ] # the remark on standard error
	grep -q '^2026-11-01T06:00' seen
	grep -q 'cut to the width of the terminal' seen
}

@test "wide, combining and hostile characters keep the columns in line" {
	import_november
	mkdir own
	cat >own/names.sql <<'SQL'
-- title:    Names
-- severity: info
-- needs:    environment
--
-- Names that terminals find hard.
SELECT column1 AS name, 'x' AS mark
  FROM (VALUES ('表計算アプリ'), ('e' || char(769) || 'te' || char(769)), ('a' || char(27) || '[2J'), (char(8238) || 'fdp'),
               ('👩‍💻'), ('شركة'), ('งานที่'), ('हिन्दी'), ('한국어'))
SQL
	PAGER='' at_terminal "'$STOCKTAKE' report names --reports own" >seen
	grep -q '^表計算アプリ *x$' seen
	grep -qF 'a\x1b[2J' seen
	grep -qF '<U+202E>fdp' seen
	[ "$(grep -c ' x$' seen)" -eq 9 ]
}

@test "long output goes through the pager, short output and --no-pager do not" {
	PAGER='cat >paged' at_terminal "'$STOCKTAKE' list" >seen
	[ "$(grep -c '^orphaned-flows ' seen)" -eq 0 ]
	[ "$(grep -c '^orphaned-flows ' paged)" -eq 1 ]
	head -1 paged | grep -q '^id '
	rm paged
	PAGER='cat >paged' at_terminal "'$STOCKTAKE' help dump" | grep -q '^usage: stocktake dump'
	PAGER='cat >paged' at_terminal "'$STOCKTAKE' list --no-pager" | grep -q '^orphaned-flows '
	PAGER='cat >paged' at_terminal "'$STOCKTAKE' list -o list.txt"
	[ ! -e paged ]
	grep -q '^orphaned-flows ' list.txt
	PAGER=no-such-pager at_terminal "'$STOCKTAKE' list" | grep -q '^orphaned-flows '
}

@test "the pager does not change how the program ends" {
	import_november
	run at_terminal "PAGER='cat >paged' '$STOCKTAKE' report --all; echo ended \$?"
	[[ $output == *"ended 0"* ]]
	run at_terminal "PAGER='cat >paged' '$STOCKTAKE' show no-such-report; echo ended \$?"
	[[ $output == *"ended 2"* ]]
}

@test "colour is for terminals, and not when NO_COLOR is set" {
	import_november
	escape=$(printf '\033[')
	PAGER='' at_terminal "'$STOCKTAKE' report orphaned-flows --quiet" | grep -qF "${escape}1m"
	[ "$(PAGER='' NO_COLOR=1 at_terminal "'$STOCKTAKE' report orphaned-flows --quiet" | grep -cF "$escape")" -eq 0 ]
	[ "$(stocktake report orphaned-flows | grep -cF "$escape")" -eq 0 ]
}

@test "a long import shows on a terminal that it merges, and with --quiet nothing" {
	awk 'BEGIN {
		print "{\"@odata.context\": \"https://graph.example/v1.0/$metadata#users\", \"value\": ["
		for (i = 1; i <= 120000; i++)
			printf "%s{\"id\": \"b0000000-0000-4000-8000-%012d\", \"displayName\": \"Person %d\"," \
				" \"userPrincipalName\": \"p%d@contoso.example\", \"accountEnabled\": true}\n", (i > 1 ? "," : ""), i, i, i
		print "]}"
	}' >users.json
	at_terminal "'$STOCKTAKE' import users.json --at 2026-12-01" >seen
	grep -q '%  .*MB/s' seen || grep -q '%  .*users.json' seen
	grep -q '%  merging principal' seen
	grep -q 'kept' seen
	at_terminal "'$STOCKTAKE' import users.json --at 2026-12-02 --quiet" >quiet
	! grep -q '%' quiet
}
