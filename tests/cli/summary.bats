#!/usr/bin/env bats
# The page for those who decide: it says what the other commands say, and no more than a page.
load common

import_months() {
	for month in 10 11; do
		stocktake import "$SOURCE_DIR/fixtures/contoso/2026-$month" --quiet
	done
}

section() {
	sed -n "/^## $1/,/^## /p" summary.md
}

@test "the counts are those of check, the worst come first and are ten" {
	import_months
	stocktake summary --format markdown -o summary.md
	open=$(stocktake check --fail-on info --quiet | sed 's/ .*//') || [ $? -eq 3 ]
	grep -q "^$open findings stand: 2 critical, " summary.md
	section 'The ten worst' | grep -E '^\| (critical|high|medium|low|info) ' >worst
	[ "$(wc -l <worst)" -eq 10 ]
	head -1 worst | grep -q '^| critical |'
	diff worst <(sed 's/^| critical/0&/; s/^| high/1&/; s/^| medium/2&/' worst | sort -s -k1,1 | sed 's/^[0-9]//')
	[ "$(wc -l <summary.md)" -lt 80 ]
}

@test "what changed is what diff says" {
	import_months
	stocktake summary --format markdown -o summary.md
	section 'What changed since 2026-10-01' >changed
	stocktake report change-summary --format csv | tail -n +2 |
		awk -F, '$2 + $3 + $4 > 0 { printf "| %s | %d | %d | %d |\n", $1, $2, $3, $4 }' | tr -d '"' | sort >wanted
	[ -s wanted ]
	grep -E '^\| [a-z_]+ \| [0-9]' changed | sort | diff wanted -
}

@test "findings that came and went are told after a replay, as the report on them says" {
	import_months
	stocktake summary | tr '\n' ' ' | grep -q "is told once 'stocktake replay' has compared"
	stocktake import "$SOURCE_DIR/fixtures/contoso/2026-09" --quiet
	stocktake replay --quiet >/dev/null
	stocktake report findings-changed --format csv | tail -n +2 | cut -d, -f1 >moves
	count() { grep -c "^$1" moves || true; }
	stocktake summary --format markdown | grep -q \
		"Findings since then: $(count new) new, $(count reopened) back again, $(count resolved) resolved\."
}

@test "what is not known is told, with the files that would help and the age of the rest" {
	stocktake import "$SOURCE_DIR/fixtures/contoso/2026-10" --quiet
	stocktake import "$SOURCE_DIR/fixtures/contoso/2026-11/graph" --at 2026-11-01T06:00:00Z --quiet
	stocktake summary --format markdown -o summary.md
	section 'What could not be judged' | grep -q 'that is no all-clear'
	first=$(stocktake inspect --coverage --format json | tr -d '\n' | sed 's/.*"next": *\[ *{ *"format": *"//; s/".*//')
	section 'What could not be judged' | grep -q "^| $first | "
	section 'How old' | grep -q '^| app | 2026-10-01 | 31 |'
}

@test "the first snapshot is compared with nothing, an empty store has no summary" {
	import_november
	stocktake summary | grep -qx 'This is the first snapshot, so there is nothing to compare it with.'
	rm stocktake.db
	fails 1 "stocktake.db" stocktake summary
	fails 2 "takes text|markdown, not 'html'" stocktake summary --format html
}

@test "plain text is underlined and no wider than a page of text" {
	import_november
	stocktake summary >summary.txt
	sed -n 2p summary.txt | grep -qx '=*'
	[ "$(grep -v '  ' summary.txt | grep -c '.\{81\}')" -eq 0 ]
	[ "$(grep -c "$(printf '\033')" summary.txt)" -eq 0 ]
}

@test "names in a summary are text and nothing else" {
	stocktake import "$SOURCE_DIR/fixtures/contoso/2026-11" --quiet
	mkdir own
	cat >own/evil.sql <<'SQL'
-- title:    Evil <script> names | and [links](x)
-- severity: critical
-- needs:    environment
-- resource: environment environment_id
--
-- A name that would be markup.
SELECT '<img src=x>' || char(27) || '[31m|*' AS environment_name, environment_id FROM environment ORDER BY 2
SQL
	stocktake summary --reports own --format markdown >summary.md
	grep -qF '| Evil &lt;script&gt; names \| and \[links\](x) | &lt;img src=x&gt;\\x1b\[31m\|\* |' summary.md
	stocktake summary --reports own | grep -qF '<img src=x>\x1b[31m|*'
}
