#!/usr/bin/env bash
# Real payloads, written by nobody of this project, where they lie beside the checkout (they are not
# part of it): every kind that we claim to read is recognised, every record is accounted for, and
# what is passed over has a reason. Usage: import.sh PROGRAM SAMPLES_FOLDER; 77 when there are none.
set -euo pipefail
program=$1
samples=$2
[ -d "$samples/raw" ] && [ -d "$samples/coe" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
	printf 'samples: %s\n' "$*" >&2
	failed=1
}

# The formats that fit a kind of raw-expected-kinds.tsv, as a pattern; nothing for kinds not read.
fitting() {
	case $1 in
	environments) echo 'environment-*' ;;
	ps-environments) echo 'environment-powershell' ;;
	flows) echo 'flow-@(api|full|maker-list|recyclebin)' ;;
	apps) echo 'app-api' ;;
	connectors) echo 'connector-api' ;;
	connectors-virtual) echo 'connector-@(virtual|unblockable)' ;;
	connections) echo 'connection-*' ;;
	flow-owners) echo 'flow-owner-*' ;;
	app-permissions) echo 'app-permission-*' ;;
	dlp-*) echo 'dlp-policy-*' ;;
	tenant-settings) echo 'tenant-settings' ;;
	entra-users) echo 'graph-user' ;;
	esac
}

# Users without an id have no key: nobody can import them.
can_be_read() {
	[ "$1" != entra-users ] || grep -qE '"(id|objectId)" *:' "$2"
}

# none SQL MESSAGE: the query must give no row.
none() {
	local rows
	rows=$("$program" sql --store "$work/store.db" --format csv --verbatim "$1" | tail -n +2)
	[ -z "$rows" ] || fail "$2: $rows"
}

import_all() {
	"$program" import "$samples/raw" "$samples/coe" --store "$work/store.db" --at 2026-01-01 \
		--quiet >"$work/told.txt" 2>&1 || { cat "$work/told.txt" >&2; fail "import: exit $?"; }
	"$program" sql --store "$work/store.db" --format csv --verbatim \
		"SELECT DISTINCT coalesce(format, '-'), path FROM source_file" >"$work/files.csv"
}

# Inspecting says of each file what importing does.
inspect_all() {
	"$program" inspect "$samples/raw" "$samples/coe" --format json --quiet >"$work/seen.json" ||
		fail "inspect: exit $?"
	local seen stored
	seen=$(grep -c '^{"path"' "$work/seen.json" || true)
	stored=$("$program" sql --store "$work/store.db" --format csv \
		'SELECT count(*) FROM source_file' | tail -1)
	[ "$seen" = "$stored" ] || fail "inspect tells of $seen files, import of $stored"
}

check_kind() {
	local file=$1 kind=$2 pattern formats
	pattern=$(fitting "$kind")
	[ -n "$pattern" ] && can_be_read "$kind" "$samples/raw/$file" || return 0
	checked=$((checked + 1))
	formats=$(grep -F ",$samples/raw/$file" "$work/files.csv" | cut -d, -f1)
	# shellcheck disable=SC2053 # a pattern
	[[ $formats == $pattern ]] || fail "$file ($kind) was read as '$formats'"
}

check_kinds() {
	local file kind
	checked=0
	while IFS=$'\t' read -r file kind; do
		case $file in
		'#'*) ;;
		*) check_kind "$file" "${kind%% *}" ;;
		esac
	done <"$samples/raw-expected-kinds.tsv"
	[ "$checked" -ge 50 ] || fail "only $checked files are of a kind that is checked"
}

shopt -s extglob
import_all
inspect_all
check_kinds
none "SELECT path FROM source_file WHERE records_read <> records_kept + records_merged + records_rejected" \
	'records got lost'
none "SELECT path FROM source_file WHERE format IS NULL AND coalesce(reason, '') = ''" \
	'passed over without a reason'
none "SELECT path FROM source_file WHERE length(sha256) <> 64" 'without a fingerprint'
none "SELECT path FROM source_file AS f WHERE records_rejected > (SELECT count(*) FROM reject AS r
	WHERE r.source_file_id = f.source_file_id AND r.field IS NULL)" 'rejects are not listed'
untold=$(comm -23 <(find "$samples/raw" "$samples/coe" -type f | sort) \
	<(tail -n +2 "$work/files.csv" | cut -d, -f2- | tr -d '"' | sort))
[ -z "$untold" ] || fail "not told of: $untold"
printf 'samples: %d files, %d of them of a kind that is checked\n' \
	"$(($(wc -l <"$work/files.csv") - 1))" "$checked"
exit "$failed"
