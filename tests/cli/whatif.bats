#!/usr/bin/env bats
# Drafts of data policies: what they would break, and that the store stays as it is.
load common

setup_file() {
	STOCKTAKE=${STOCKTAKE:-$BATS_TEST_DIRNAME/../../build/dev/stocktake}
	"$STOCKTAKE" import "$BATS_TEST_DIRNAME/../../fixtures/contoso/2026-11" \
		--store "$BATS_FILE_TMPDIR/contoso.db" --quiet
}

drafts=$BATS_TEST_DIRNAME/../../fixtures/drafts

whatif() {
	stocktake whatif dlp "$@" --store "$BATS_FILE_TMPDIR/contoso.db"
}

@test "a draft that bears the id of a policy stands for it" {
	cp "$drafts/production-guard.json" .
	golden whatif.txt whatif production-guard.json
	golden whatif.json whatif production-guard.json --format json
	golden whatif.csv whatif production-guard.json --format csv
}

@test "--replace names another, and a draft without id is added" {
	cp "$drafts"/*.json .
	golden whatif-replace.txt whatif production-guard.json --replace 'tenant BASELINE'
	golden whatif-new.txt whatif no-id.json
}

@test "the same draft in PowerShell's shape gives the same answer" {
	whatif "$drafts/no-id.json" --format csv >api
	jq -c '{value: [.policyDefinition]}' "$drafts/no-id.json" >flat.json
	whatif flat.json --format csv | cmp - api
}

@test "the same draft in Terraform's shape gives the same answer, alone or planned" {
	whatif "$drafts/no-id.json" --format csv >api
	jq -c '.policyDefinition | {display_name: .displayName, environment_type: .environmentType,
		default_connectors_classification: .defaultConnectorsClassification,
		environments: [.environments[].name], business_connectors: [], non_business_connectors: [],
		blocked_connectors: .connectorGroups[0].connectors}' "$drafts/no-id.json" >attributes.json
	whatif attributes.json --format csv | cmp - api
	jq -c '{format_version: "1.2", planned_values: {root_module: {resources: [
		{type: "powerplatform_data_loss_prevention_policy", values: .}]}}}' attributes.json >plan.json
	whatif plan.json --format csv | cmp - api
}

@test "the store stays as it is, and knows nothing of the draft" {
	before=$(sha256sum <"$BATS_FILE_TMPDIR/contoso.db")
	whatif "$drafts/production-guard.json" >/dev/null
	[ "$(sha256sum <"$BATS_FILE_TMPDIR/contoso.db")" = "$before" ]
}

@test "what is no draft is refused" {
	head -c 300 "$drafts/production-guard.json" >cut.json
	jq -c '{value: [{policyDefinition: (.policyDefinition | del(.connectorGroups))}]}' \
		"$drafts/production-guard.json" >list.json
	cp november/api/flows.json flows.json
	fails 1 "cut.json" whatif cut.json
	fails 1 "its policy does not say which connector is in which group" whatif list.json
	fails 1 "there is no data policy in it" whatif flows.json
	fails 1 "the store has no data policy 'Nobody'" \
		whatif "$drafts/no-id.json" --replace Nobody
	fails 2 "nothing is known of 'sharing'" stocktake whatif sharing x.json
}

@test "without the connectors of what there is, nothing is said" {
	stocktake import november/api/dlp-policies-detail.json --at 2026-11-01 --store bare.db --quiet
	fails 1 "not evaluated" stocktake whatif dlp "$drafts/no-id.json" --store bare.db
}
