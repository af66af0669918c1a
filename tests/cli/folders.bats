#!/usr/bin/env bats
# Files whose meaning lies in their folder: headers in a model.json, a manifest, a folder for each
# environment.
load common

shape() {
	cp -r "$SOURCE_DIR/fixtures/shapes/$1" .
	chmod -R u+w "$1"
}

@test "rows without a header are read by the model beside them" {
	shape synapse-link
	golden folders-model.txt stocktake import synapse-link --at 2026-01-01
	golden folders-companion.txt without_reports synapse-link/model.json
}

@test "rows without a header and a model are told with a hint" {
	shape synapse-link
	rm synapse-link/model.json
	fails 1 'keep the header in a model.json' stocktake import synapse-link --at 2026-01-01
}

@test "a part of a table that is missing leaves it unproven" {
	shape synapse-link
	rm synapse-link/admin_flow/2024-05.csv
	stocktake import synapse-link --at 2026-01-01 >told
	grep -q "its table has a part '2024-05' that is not here" told
	run stocktake sql "SELECT entity FROM coverage WHERE scope = 'tenant' ORDER BY 1" --format csv
	[[ "$output" == *environment* && "$output" != *flow* ]]
}

@test "a manifest tells the moment, the collector and the environments" {
	shape manifest
	golden folders-manifest.txt stocktake import manifest
	golden folders-snapshots.txt stocktake snapshots
	stocktake import manifest --at 2026-01-01 --store other.db | grep -q '2026-01-01T00:00:00Z (given)'
}

@test "manifests of different moments are refused with both names" {
	shape manifest
	cp -r manifest later
	sed -i 's/2025-11-02/2025-11-03/' later/stocktake-manifest.json
	fails 1 "'manifest/stocktake-manifest.json'" stocktake import manifest later
	fails 1 "'later/stocktake-manifest.json'" stocktake import manifest later
	stocktake import manifest later --at 2026-01-01 --quiet
}

@test "a misspelt member of a manifest stops the import" {
	shape manifest
	sed -i 's/collected_by/colected_by/' manifest/stocktake-manifest.json
	fails 1 "stocktake-manifest.json: no member 'colected_by'; did you mean 'collected_by'?" \
		stocktake import manifest
	[ ! -s stocktake.db ] || [ "$(stocktake sql 'SELECT count(*) AS n FROM snapshot' --format csv | tail -1)" = 0 ]
}

@test "thirty files, one for each environment, are one list" {
	mkdir many
	for i in $(seq 10 39); do
		printf '{"value": [{"name": "f%s", "type": "Microsoft.ProcessSimple/environments/flows",
			"properties": {"displayName": "F", "state": "Started", "createdTime": "2026-01-01",
			"environment": {"name": "e%s"}, "creator": {"objectId": "u"}}}]}' "$i" "$i" >"many/flows-$i.json"
	done
	stocktake import many --at 2026-01-01 --quiet
	rm many/flows-20.json
	sed -i 's/f30/g30/' many/flows-30.json
	stocktake import many --at 2026-02-01 --quiet
	# 20 was not collected and stands as last known, 30 was replaced
	stocktake sql "SELECT flow_id FROM flow ORDER BY 1" --format csv | tail -n +2 | tr -d '\r' >flows
	for i in $(seq 10 29) $(seq 31 39); do echo "f$i"; done >wanted
	echo g30 >>wanted
	diff wanted flows
	[ "$(stocktake snapshots --format csv | wc -l)" -eq 3 ]
}

@test "a lake's folders are known by content, and connectors by their folder" {
	shape byodl
	golden folders-lake.txt stocktake import byodl --at 2026-01-01
	golden folders-lake-rejects.txt stocktake rejects
}
