#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes the hostile inputs that are too large to commit into a folder:
#   generate.sh DIR
# The small ones lie in fixtures/hostile.
set -eu
LC_ALL=C
export LC_ALL
dir=${1:?usage: generate.sh DIR}
mkdir -p "$dir"
cd "$dir"

# $1 bytes of the character $2
many() {
	head -c "$1" /dev/zero | tr '\0' "$2"
}

# $1 flows as the elements of a list, the last without a comma
flows() {
	awk -v n="$1" 'BEGIN {
		for (i = 1; i <= n; i++)
			printf "{\"name\":\"flow-%06d\",\"properties\":{\"displayName\":\"Room %d\"}}%s",
				i, i % 97, i < n ? "," : ""
	}'
}

rows() {
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "%d,Room %d,Started\n", i, i % 97 }'
}

# one record nested 100,000 deep between two good ones; and one that never comes back up
{
	printf '{"value":[{"name":"before"},{"name":"deep","in":'
	many 100000 '['
	many 100000 ']'
	printf '},{"name":"after"}]}\n'
} >deep.json
{
	printf '{"value":[{"name":"before"},'
	many 100000 '{'
} >deep-open.json
many 100000 '[' >deep-only.json

# a 64 MiB line: a string in a record, a CSV cell, and a quote that is never closed
{
	printf '{"value":[{"name":"before"},{"name":"'
	many 67108864 x
	printf '"},{"name":"after"}]}\n'
} >huge-record.json
{
	printf 'id,name,state\n1,Leave,Started\n2,"'
	many 67108864 x
	printf '",Started\n3,Badge,Stopped\n'
} >huge-line.csv
{
	printf 'id,name,state\n1,Leave,Started\n2,"lost,Started\n'
	rows 400000
} >lost-quote.csv
many 67108864 ' ' >blanks.json
many 67108864 , >commas.csv

# a quote lost in the first of 300,000 records, with all of them on one line
{
	printf '{"value":[{"name":"flow-000000,"properties":{"displayName":"Room"}},'
	flows 300000
	printf '],"nextLink":"https://api.example/next"}\n'
} >lost-quote.json

# 3,000 rows in which a quote is lost, over two lines each, so that the search is given up
{
	printf 'id,name\n'
	awk 'BEGIN { for (i = 0; i < 3000; i++) printf "%d,\"open\n%d,\"x\"\n", i, i }'
} >many-lost-quotes.csv
awk 'BEGIN { printf "["; for (i = 0; i < 3000; i++) printf "{\"name\":[%d},\n", i; print "{}]" }' \
	>many-lost-brackets.json

# 1 GiB of zeros in 1 MiB, which in turn is 4 KiB of gzip
many 1073741824 '\0' | gzip -9 >bomb.gz
gzip -9 <bomb.gz >bomb.gz.gz
# a gzip that ends after it gave much
{
	printf '{"value":['
	flows 100000
	printf ']}\n'
} | gzip | head -c 300000 >cut-off.json.gz
