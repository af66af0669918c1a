#!/usr/bin/env bash
# The checks of scripts/lint refuse what they are there for: each case plants one offence in a small
# tree and expects the named check to fail and to say why. Usage: refuses.sh SOURCE_FOLDER
set -euo pipefail
source_folder=$1
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

plant_tree() {
	rm -rf "${tree:?}"/*
	(cd "$tree" && mkdir -p analyze importers queries store/base include/base include/store tests \
		scripts cmake bench docs && touch dev CMakeLists.txt README.md)
	cp "$source_folder"/scripts/lint* "$source_folder"/scripts/*.awk "$tree/scripts/"
	printf 'static int one(void)\n{\n\treturn 1;\n}\n' >"$tree/analyze/clean.c"
	printf '#ifndef BASE_A_H\n#define BASE_A_H\n#endif\n' >"$tree/include/base/a.h"
}

# expect CHECK WORDS FILE TEXT
expect() {
	local check=$1 words=$2 file=$3 text=$4 said
	plant_tree
	mkdir -p "$(dirname "$tree/$file")"
	printf '%b\n' "$text" >"$tree/$file"
	if said=$("$tree/scripts/lint" "$check" 2>&1); then
		echo "not refused: $check: $text" >&2
		failed=1
	elif [[ $said != *$words* ]]; then
		echo "refused, but without '$words': $check: $text: $said" >&2
		failed=1
	fi
}

# allow CHECK FILE TEXT
allow() {
	local check=$1 file=$2 text=$3 said
	plant_tree
	printf '%b\n' "$text" >"$tree/$file"
	if ! said=$("$tree/scripts/lint" "$check" 2>&1); then
		echo "refused: $check: $text: $said" >&2
		failed=1
	fi
}

function_of() {
	printf 'int f(void)\\n{\\n'
	printf '\\tg();\\n%.0s' $(seq "$1")
	printf '}'
}

lines_of() {
	printf '\\n%.0s' $(seq "$1")
}

expect limits 'f has 61 lines' store/x.c "$(function_of 58)"
allow limits store/x.c "$(function_of 57)\n\n$(function_of 1)\n\n$(function_of 1)"
expect limits '501 lines' tests/x.c "$(lines_of 500)"
expect limits 'median' store/x.c "$(function_of 20)\n\n$(function_of 20)"
expect layers 'may not include' store/base/x.c '#include "store/store.h"'
expect layers 'may not include' importers/x.c '#include "queries/run.h"'
expect layers 'may not include' queries/x.c '#include "importers/import.h"'
expect layers 'may not include' include/store/x.h '#include "importers/import.h"'
expect layers 'is not a header of' importers/x.c '#include "internal.h"'
expect layers 'no network code' analyze/x.c '#include <sys/socket.h>'
expect layers 'only store/store.c' analyze/x.c 'int x = sqlite3_open_v2(a, b, c, d);'
expect layers 'not SQLite' importers/x.c 'struct sqlite3 *db;'
allow layers store/store.c 'int x = sqlite3_open_v2(a, b, c, d);'
expect words 'banned function' store/x.c 'int x = sprintf(a, "b");'
expect words 'banned function' analyze/x.c 'int x = system(a);'
expect words 'prints nothing' queries/x.c 'int x = printf("b");'
expect words 'prints nothing' importers/x.c 'int x = fputs(a, stdout);'
expect words 'ends the program' importers/x.c 'void f(void) { exit(1); }'
expect words 'do it now' docs/x.md 'TO''DO: later'
allow words store/x.c '/* not strcpy(a, b) */ int x = f("system(a)") + snprintf(a, 1, "b");'
expect names 'importers/formats' analyze/x.c 'f("admin_flowid");'
allow names analyze/x.c '/* "admin_flowid" */'
expect headers 'struct_nobody_knows' include/store/x.h 'struct_nobody_knows x;'

exit "$failed"
