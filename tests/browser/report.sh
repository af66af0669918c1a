#!/usr/bin/env bash
# Makes pages and opens them in Debian's Chromium, steered by playwright-core: see report.mjs.
# Usage: report.sh PROGRAM FIXTURES WORK_FOLDER. Skipped (77) without chromium, node or the packages.
set -euo pipefail
program=$1 fixtures=$2 work=$3
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

skip() {
	printf 'browser: %s, skipped\n' "$*"
	exit 77
}

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
	skip 'no chromium'
command -v node >/dev/null || skip 'no node'
mkdir -p "$work"
cp "$here"/*.json "$here"/*.mjs "$work"
if [ ! -d "$work/node_modules/playwright-core" ]; then
	command -v npm >/dev/null || skip 'no npm'
	npm ci --prefix "$work" --no-audit --no-fund >"$work/npm.log" 2>&1 || skip 'no packages'
fi
rm -rf "$work/pages"
mkdir -p "$work/pages"
cd "$work/pages"
"$program" import --each "$fixtures/contoso" --store contoso.db --quiet >import.log 2>&1
"$program" report --all --store contoso.db --format html -o contoso.html
printf 'report,resource,reason,owner,until\nshared-with-everyone,*,The phone book is for all,,\n' >waivers.csv
"$program" report shared-with-everyone flows --store contoso.db --waivers waivers.csv --format html \
	-o waived.html
"$program" list --format html -o list.html
node "$work/make.mjs" hostile >hostile.json
"$program" analyze hostile.json -o hostile --at 2026-11-01 --quiet
for part in calls connections people; do node "$work/make.mjs" "$part" >"$part.json"; done
"$program" analyze calls.json connections.json people.json -o calls --at 2026-11-01 --quiet
node "$work/make.mjs" large 2000 >large.json
"$program" analyze large.json -o large --at 2026-11-01 --quiet
HOME=$work XDG_RUNTIME_DIR=$work BROWSER=$browser DOCUMENTS=$fixtures/../docs \
	node --test --test-concurrency=1 "$work/report.mjs"
