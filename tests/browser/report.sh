#!/usr/bin/env bash
# Opens the HTML report in a headless browser: it must be whole, be silent on the console, and ask
# for nothing but itself. Usage: report.sh PROGRAM SNAPSHOT_FOLDER
set -euo pipefail
program=$1
snapshot=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
	printf 'browser: %s\n' "$*" >&2
	failed=1
}

# Without a network of its own the browser asks for updates and the time; these hosts are its makers'.
browse() {
	"$browser" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \
		--user-data-dir="$work/profile" --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --disable-default-apps --disable-extensions \
		--host-resolver-rules='MAP * ~NOTFOUND' --log-net-log="$work/net.json" \
		--enable-logging=stderr --v=0 --virtual-time-budget=5000 --dump-dom "file://$1" \
		>"$work/dom.html" 2>"$work/browser.log" </dev/null
}

requests() {
	grep -o '"url":"[^"]*"' "$work/net.json" | sort -u |
		grep -E '"(https?|wss?|ftp)://' |
		grep -vE '://([a-z0-9-]+\.)*(google|googleapis|gvt1|gstatic)\.com[/:]' || true
}

check_file() {
	local loads
	grep -q "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'" "$1" ||
		fail "no Content-Security-Policy that starts with default-src 'none'"
	loads=$(grep -noiE '<(link|iframe|object|embed|base)\b[^>]*|\bsrc(set)? *= *.(https?:)?//[^ >]*|url\( *.?(https?:)?//[^)]*|@import[^;]*' \
		"$1" | head -5) || true
	[ -z "$loads" ] || fail "the file loads something: $loads"
}

check_dom() {
	local id heading
	grep -qi '</html>' "$work/dom.html" || fail 'the page did not load'
	for heading in Posture 'What is not known' 'What was collected' Reports; do
		grep -qF "<h2>$heading</h2>" "$work/dom.html" || fail "no part '$heading'"
	done
	while read -r id; do
		grep -qF "id=\"r-$id\"" "$work/dom.html" || fail "no section for report '$id'"
	done <"$work/ids"
	[ -s "$work/ids" ] || fail 'the catalogue is empty'
	while read -r id; do
		grep -qF "id=\"$id\"" "$work/dom.html" || fail "a link leads to '#$id', which is not there"
	done < <(grep -o 'href="#[^"]*"' "$work/dom.html" | sed 's/^href="#//; s/"$//' | sort -u)
}

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
	echo 'browser: no chromium, skipped'
	exit 77
}
export HOME=$work XDG_RUNTIME_DIR=$work
"$program" analyze "$snapshot" -o "$work/out" >"$work/analyze.log" 2>&1 || {
	cat "$work/analyze.log" >&2
	exit 1
}
"$program" list --format csv | awk -F, '
	NR == 1 { for (i = 1; i <= NF; i++) { gsub(/[^a-z_]/, "", $i); if ($i == "id") column = i } next }
	{ print $column }' >"$work/ids"
check_file "$work/out/report.html"
browse "$work/out/report.html" || {
	tail -5 "$work/browser.log" >&2
	fail 'the browser failed'
}
[ -s "$work/net.json" ] || fail 'no network log'
[ -z "$(requests)" ] || fail "the page asked for: $(requests)"
console=$(grep -a 'CONSOLE' "$work/browser.log") || true
[ -z "$console" ] || fail "console: $console"
check_dom
[ "$failed" -ne 0 ] || echo "browser: $(wc -l <"$work/ids") reports, no request, no console message"
exit "$failed"
