#!/usr/bin/env bash
# Each folder of fixtures/sources holds one invented sample of a source. What import says of it and what
# then lies in the store must be as expected/FOLDER.txt says. Usage: check.sh PROGRAM [FOLDER...], or
# check.sh --refresh PROGRAM [FOLDER...] to take what the program says now; then a person reads the diff.
set -euo pipefail
unset CDPATH STOCKTAKE_STORE
refresh=
[ "${1:-}" != --refresh ] || refresh=1 && shift "${refresh:-0}"
program=$(readlink -f "$1")
shift
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
cd "$here/../../fixtures/sources"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Facts only: what no source said is left out, and so is what only names the file's bytes.
told() {
	rm -f "$work/store"
	"$program" import "$1" --store "$work/store" --at 2026-11-01 || true
	"$program" rejects --store "$work/store" 2>/dev/null
	"$program" dump --store "$work/store" |
		sed -E -e '/^(snapshot|source_file) /d' -e 's/ valid_from=.*//' -e "s/ scope_ref=''//" -e 's/ [a-z_0-9]+=NULL//g'
}

[ $# -gt 0 ] || set -- */
for folder in "$@"; do
	name=${folder%/}
	told "$name" >"$work/told" 2>&1
	if [ -n "$refresh" ]; then
		cp "$work/told" "$here/expected/$name.txt"
	elif ! diff -u "$here/expected/$name.txt" "$work/told"; then
		failed=1
	fi
done
exit "$failed"
