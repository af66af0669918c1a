#!/usr/bin/env bats
# What the command line says about itself, and about mistakes in it.
load common

@test "every command explains itself" {
	golden help.txt stocktake help
	for command in analyze import inspect report summary list show snapshots sql dump rejects formats \
		schema completion help; do
		golden "help-$command.txt" stocktake "$command" --help
		stocktake help "$command" | head -n "$(wc -l <"$expected/help-$command.txt")" |
			diff - "$expected/help-$command.txt" # a topic of that name may follow
	done
}

@test "--help and -h are the overview, --version names SQLite too" {
	stocktake --help | diff - "$expected/help.txt"
	stocktake -h | diff - "$expected/help.txt"
	[[ $(stocktake --version) =~ ^stocktake\ [0-9.]+\ \(SQLite\ [0-9.]+\)$ ]]
}

@test "no command at all is a mistake" {
	fails 2 "usage: stocktake COMMAND" stocktake
}

@test "mistakes are named, with what was probably meant" {
	fails 2 "no command 'repotr'; did you mean 'report'?" stocktake repotr
	fails 2 "no option '--fromat'; did you mean '--format'?" stocktake report --fromat json
	fails 2 "no output format 'jsn'; did you mean 'json'?" stocktake list --format jsn
	fails 2 "no source format 'coe-flwo'; did you mean 'coe-flow'?" stocktake formats coe-flwo
	fails 2 "no entity 'flwo'; did you mean 'flow'?" stocktake schema flwo
	fails 2 "no report 'orphand-flows'; did you mean 'orphaned-flows'?" \
		stocktake show orphand-flows
}

@test "a mistake repeats the usage line of its command" {
	fails 2 "usage: stocktake show ID [--sql]" stocktake show
	fails 2 "schema does not take 'app'" stocktake schema flow app
	fails 2 "import needs PATH..." stocktake import
	fails 2 "analyze needs -o DIR" stocktake analyze november
}

@test "mistakes in times, parameters and reports are found before anything is done" {
	import_november
	fails 2 "not a time: '1.11.2026'" stocktake report --at 1.11.2026
	fails 2 "not a time: 'today'" stocktake import november --at today
	fails 2 "no report 'flws'; did you mean 'flows'?" report flws
	fails 2 "no parameter 'longst'; did you mean 'longest'?" report flows --set longst=1
	fails 2 "takes a number, not 'x'" report flows --set longest=x
	fails 2 "--set takes NAME=VALUE, not 'longest'" report flows --set longest
	fails 2 "no group 'onw'; did you mean 'own'?" report --group onw
}
