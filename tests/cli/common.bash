# What the tests of the command line share. Each test runs in a folder of its own that holds
# `november`, one snapshot of the invented tenant.
#
# golden NAME COMMAND...: what COMMAND prints on both streams, and how it ends, is in expected/NAME.
# After a wanted change: tests/cli/refresh, then read the diff.

bats_require_minimum_version 1.5.0

SOURCE_DIR=${SOURCE_DIR:-$(cd "$BATS_TEST_DIRNAME/../.." && pwd)}
STOCKTAKE=${STOCKTAKE:-$SOURCE_DIR/build/dev/stocktake}
expected=$SOURCE_DIR/tests/cli/expected

setup() {
	unset STOCKTAKE_STORE NO_COLOR
	export LC_ALL=C.UTF-8
	cd "$BATS_TEST_TMPDIR" || return
	cp -r "$SOURCE_DIR/fixtures/contoso/2026-11" november
	chmod -R u+w november
}

stocktake() {
	"$STOCKTAKE" "$@"
}

# The reports of the tests, which do not change when the program's reports do.
report() {
	stocktake report --reports "$SOURCE_DIR/tests/cli/reports" "$@"
}

golden() {
	local name=$1 status=0
	shift
	"$@" >stdout 2>stderr || status=$?
	{
		cat stdout
		[ ! -s stderr ] || sed 's/^/! /' stderr
		[ "$status" -eq 0 ] || echo "exit $status"
	} >actual
	if [ -n "${REFRESH:-}" ]; then
		cp actual "$expected/$name"
	fi
	diff -u "$expected/$name" actual
}

# Ends with that exit code, and says that on standard error.
fails() {
	local wanted=$1 message=$2
	shift 2
	run "$@"
	# shellcheck disable=SC2154 # set by run
	if [ "$status" -ne "$wanted" ] || [[ "$output" != *"$message"* ]]; then
		printf 'exit %s, not %s:\n%s\n' "$status" "$wanted" "$output"
		return 1
	fi
}

# What inspect says, but for the reports: these change with the catalogue.
without_reports() {
	stocktake inspect "$@" | sed '/^  feeds /d; /^ "feeds"/d'
}

import_november() {
	stocktake import november --quiet --label November
}
