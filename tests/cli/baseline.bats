#!/usr/bin/env bats
# Verdicts on the controls of a baseline.
load common

verdicts() {
	stocktake report --baseline scuba --format json |
		jq -r '.controls[] | "\(.id[17:]) \(.verdict) \(.offenders | join(","))"'
}

scuba() {
	cat >export.json
	rm -f stocktake.db
	stocktake import export.json --at 2026-11-01 --quiet
	verdicts
}

@test "what ScubaGear exported" {
	stocktake import "$SOURCE_DIR/fixtures/sources/scubagear-export" --at 2026-11-01 --quiet
	golden baseline.json stocktake report --baseline scuba --format json
	golden baseline.csv stocktake report --baseline scuba --format csv
}

@test "an empty answer is an error, an empty list of policies is not" {
	scuba <<<'{"module_version":"1","tenant_id":"T","dlp_policies":[],"environment_list":[
		{"EnvironmentName":"Default-T","IsDefault":true}]}' >empty
	grep -qx '2.1v1 fail default-t' empty
	grep -qx '2.2v1 warning ' empty
	grep -qx '3.1v1 not-evaluated ' empty
	scuba <<<'{"module_version":"1","tenant_id":"T","dlp_policies":[{"value":[]}],"environment_list":[
		{"EnvironmentName":"Default-T","IsDefault":true}]}' >none
	grep -qx '2.1v1 fail default-t' none
	grep -qx '2.2v1 pass ' none
	grep -qx '2.3v1 warning ' none
}

@test "a list in a list is unwrapped" {
	scuba <<<'{"module_version":"1","tenant_id":"T","dlp_policies":[{"value":[]}],"environment_list":[[
		{"EnvironmentName":"Default-T","IsDefault":true},
		{"EnvironmentName":"B","IsDefault":false},
		{"EnvironmentName":"A","IsDefault":false}]]}' >nested
	grep -qx '2.2v1 warning a,b' nested
	scuba <<<'{"module_version":"1","tenant_id":"T",
		"environment_creation":[[{"disablePortalsCreationByNonAdminUsers":true}]],
		"dlp_policies":[[{"value":[{"name":"p","displayName":"P","environmentType":"AllEnvironments"}]}]],
		"tenant_isolation":[[{"properties":{"isDisabled":false}}]],
		"environment_list":[[{"EnvironmentName":"Default-T","IsDefault":true}]]}' >nested
	for control in 2.1v1 2.2v1 3.1v1 5.1v1; do
		grep -qx "$control pass " nested
	done
}

@test "tenant isolation: off, on, null, a list of null" {
	scuba <<<'{"tenant_isolation":[{"properties":{"isDisabled":true}}]}' | grep -qx '3.1v1 fail '
	scuba <<<'{"tenant_isolation":[{"properties":{"isDisabled":false}}]}' | grep -qx '3.1v1 pass '
	scuba <<<'{"tenant_isolation":[{"properties":{"isDisabled":null}}]}' | grep -qx '3.1v1 fail '
	scuba <<<'{"tenant_isolation":[null]}' | grep -qx '3.1v1 fail '
	scuba <<<'{"tenant_isolation":[{"properties":null}]}' | grep -qx '3.1v1 fail '
}

@test "settings that PowerShell flattened are read" {
	scuba <<<'{"environment_creation":[{"disableEnvironmentCreationByNonAdminUsers":true,
		"powerPlatform":{"powerApps":"@{disableShareWithEveryone=True}"}}]}' >flat
	grep -qx '1.1v1 pass ' flat
	grep -qx '6.1v1 pass ' flat
}

@test "without an export nothing is passed" {
	stocktake import november/api/flows.json --at 2026-11-01 --quiet
	[ "$(verdicts | grep -vc 'not-evaluated\|manual')" -eq 0 ]
}

@test "reports answer the other baselines" {
	import_november
	stocktake report --baseline cis --format json |
		jq -e '.controls[] | select(.id == "3.4") | .verdict == "fail" and (.offenders | length > 0)'
	stocktake report --baseline owasp-lcnc --format json |
		jq -e '[.controls[].reports[]] | index("resources-violating-policies")'
	fails 2 "did you mean 'scuba'" stocktake report --baseline scub
}
