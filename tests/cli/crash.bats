#!/usr/bin/env bats
# Whatever happens to a process that writes, the store opens, is whole, and holds all of it or nothing. CRASH_ROUNDS is the number of
# processes that are killed ('./dev crash' does it 500 times).
load common

rounds=${CRASH_ROUNDS:-24}

# An export that is larger than what the program keeps in memory, so that it also writes before its end.
week() {
	mkdir -p "week$1"
	awk -v COUNT=2000 -v WEEK="$1" -v FOLDER="week$1" -f "$SOURCE_DIR/bench/history.awk"
}

take() {
	"$STOCKTAKE" import "week$1" --at "2026-0$1-01" --store "$2" --quiet
}

sum() {
	"$STOCKTAKE" dump --store "$1" | sha256sum
}

# Once for all tests: stores without and with the second of three snapshots, and how long that takes.
setup_file() {
	cd "$BATS_FILE_TMPDIR" || return
	for n in 1 2 3; do
		week "$n"
	done
	take 1 without.db
	take 3 without.db
	cp without.db with.db
	begin=$EPOCHREALTIME
	take 2 with.db
	echo $((${EPOCHREALTIME/./} - ${begin/./})) >span
	sum without.db >without
	sum with.db >with
}

prepare() {
	cp -r "$BATS_FILE_TMPDIR"/* .
	span=$(cat span)
}

expect_one() {
	"$STOCKTAKE" verify --store "$1" 2>told || {
		cat told
		return 1
	}
	sum "$1" >is
	cmp -s is without || cmp -s is with || return 1
	expect_alone "$1"
}

# Whoever had it open last has put into it what stood beside it.
expect_alone() {
	[ ! -e "$1-wal" ] && [ ! -e "$1-shm" ]
}

some_time() {
	sleep "$(awk -v span="$1" -v random="$RANDOM" 'BEGIN { print span * random / 32768 / 1e6 }')"
}

# The first bytes of the merge, or its end.
first_write() {
	until [ -s x.db-wal ] || ! kill -0 "$1" 2>/dev/null; do :; done
}

# killed WHEN BEFORE ARGUMENTS...: of the store BEFORE, at some moment of what the arguments do, or as soon as it writes.
killed() {
	local when=$1 before=$2 pid
	shift 2
	rm -f x.db x.db-*
	cp "$before" x.db
	"$STOCKTAKE" "$@" --store x.db --quiet >/dev/null 2>&1 &
	pid=$!
	case $when in
	any) some_time $((span * 11 / 10)) ;;
	write) first_write "$pid" && some_time 3000 ;;
	esac
	kill -9 "$pid" 2>/dev/null || true
	wait "$pid" 2>/dev/null || true
	expect_one x.db
}

@test "killed in an import" {
	prepare
	for _ in $(seq $((rounds / 4))); do
		killed any without.db import week2 --at 2026-02-01
		killed write without.db import week2 --at 2026-02-01
	done
}

@test "killed while it forgets" {
	prepare
	for _ in $(seq $((rounds / 4))); do
		killed any with.db forget 2026-02-01
		killed write with.db forget 2026-02-01
	done
}

answers() {
	"$STOCKTAKE" replay --store "$1" --quiet --format csv
}

@test "killed in a replay: the next one tells the same" {
	local i begin
	prepare
	cp with.db whole.db
	begin=$EPOCHREALTIME
	answers whole.db >whole
	span=$((${EPOCHREALTIME/./} - ${begin/./}))
	for ((i = 0; i < rounds / 4; i++)); do
		killed any with.db replay
		"$STOCKTAKE" verify --store x.db
		answers x.db >again
		cmp whole again
	done
}

@test "a store that can only grow so far" {
	prepare
	local size failed=0
	size=$(($(stat -c %s without.db) / 1024))
	for more in 0 8 60 200 400 100000; do
		rm -f x.db x.db-*
		cp without.db x.db
		(
			trap '' XFSZ
			ulimit -f $((size + more))
			take 2 x.db
		) >/dev/null 2>message || failed=$((failed + 1))
		expect_one x.db
	done
	[ "$failed" -ge 2 ]
}

@test "a full disk" {
	unshare -rm true 2>/dev/null || skip "no file system of our own can be mounted"
	prepare
	mkdir disk
	size=$(($(stat -c %s without.db) / 1024))
	for more in 4 40 300; do
		unshare -rm bash -c "mount -t tmpfs -o size=$((size + more))k none disk && cp without.db disk/x.db &&
			! '$STOCKTAKE' import week2 --at 2026-02-01 --store disk/x.db --quiet 2>disk.message &&
			'$STOCKTAKE' verify --store disk/x.db && '$STOCKTAKE' dump --store disk/x.db | sha256sum >is"
		cmp is without
	done
	grep -q 'disk is full' disk.message
}

# Starts an import of week2 into x.db and stops it in the midst of its merge, when what it wrote no longer fits into memory. Now and
# then it is through before it is stopped.
stop_merging() {
	week 2
	for _ in 1 2 3 4 5 6 7 8 9; do
		rm -f x.db x.db-*
		cp without.db x.db
		"$STOCKTAKE" import week2 --at 2026-02-01 --store x.db --quiet &
		writer=$!
		until [ -s x.db-wal ] || ! kill -0 "$writer"; do :; done
		kill -STOP "$writer" && sum x.db | cmp -s - without && return
		kill -CONT "$writer" || true
		wait "$writer"
	done
	return 1
}

@test "a reader sees the old state while another process writes, a second writer is told who that is" {
	prepare
	stop_merging
	sum x.db | cmp - without
	fails 1 "process $writer is writing into the store" stocktake import week1 --at 2026-04-01 --store x.db
	fails 1 "process $writer is writing into the store" stocktake forget 2026-01-01 --store x.db
	kill -CONT "$writer"
	take 3 x.db # waits, and has nothing to add
	wait "$writer"
	sum x.db | cmp - with
	expect_alone x.db
}

# The reader waits for the other end of its pipe.
@test "an import ends although somebody still reads, who sees the state before to the end" {
	prepare
	stop_merging
	mkfifo pipe
	"$STOCKTAKE" dump --store x.db >pipe &
	reader=$!
	exec 4<pipe
	read -r -n 1 -u 4 first
	kill -CONT "$writer"
	wait "$writer"
	sum x.db | cmp - with
	{
		printf '%s' "$first"
		cat <&4
	} | sha256sum | cmp - without
	wait "$reader"
	expect_alone x.db
}
