#!/usr/bin/env bats
# Ctrl-C leaves nothing half done: the store is as it was, and no file of ours stays behind.
load common

many_users() {
	awk 'BEGIN {
		print "{\"@odata.context\": \"https://graph.example/v1.0/$metadata#users\", \"value\": ["
		for (i = 1; i <= 60000; i++)
			printf "%s{\"id\": \"b0000000-0000-4000-8000-%012d\", \"displayName\": \"Person %d\"," \
				" \"userPrincipalName\": \"p%d@contoso.example\", \"accountEnabled\": true}\n", (i > 1 ? "," : ""), i, i, i
		print "]}"
	}' >users.json
}

# interrupt SIGNAL COMMAND...: sends it as soon as the store is being written; the exit code is in $status.
interrupt() {
	local signal=$1 waited=0
	shift
	set -m # a job in the background ignores Ctrl-C otherwise
	"$@" >stdout 2>stderr &
	while [ ! -e stocktake.db-journal ] && [ ! -e stocktake.db-wal ] && [ "$waited" -lt 200 ]; do
		sleep 0.05
		waited=$((waited + 1))
	done
	kill "-$signal" $!
	status=0
	wait $! || status=$?
	set +m
}

@test "an interrupted import leaves the store as it was" {
	import_november
	stocktake dump >before
	many_users
	for signal in INT TERM; do
		interrupt "$signal" "$STOCKTAKE" import users.json --at 2026-12-01
		[ "$status" -eq $((128 + $(kill -l "$signal"))) ]
		grep -q 'interrupted; what was not finished was taken back' stderr
		[ ! -s stdout ]
		[ ! -e stocktake.db-journal ] && [ ! -e stocktake.db-wal ] && [ ! -e stocktake.db-shm ]
		stocktake dump | diff before -
		stocktake verify
	done
}

@test "an interrupted first import leaves nothing" {
	many_users
	for signal in INT TERM; do
		interrupt "$signal" "$STOCKTAKE" import users.json --at 2026-12-01
		[ "$status" -eq $((128 + $(kill -l "$signal"))) ]
		[ ! -e stocktake.db ]
		[ ! -e stocktake.db-journal ]
	done
	stocktake import users.json --at 2026-12-01
	[ -e stocktake.db ]
}

@test "an interrupted report leaves no file behind, and the old one as it was" {
	import_november
	mkdir own
	cat >own/endless.sql <<'SQL'
-- title:    Takes long
-- severity: info
-- needs:    environment
--
-- Counts until somebody stops it.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT max(i) AS i FROM n
SQL
	echo old >out.csv
	ls >before
	set -m
	"$STOCKTAKE" report endless --reports own --format csv -o out.csv 2>stderr &
	for _ in $(seq 200); do
		compgen -G 'out.csv.*.tmp' >/dev/null && break
		sleep 0.05
	done
	compgen -G 'out.csv.*.tmp'
	kill -INT $!
	status=0
	wait $! || status=$?
	[ "$status" -eq 130 ]
	rm stderr
	ls | diff before -
	grep -qx old out.csv
}
