#!/usr/bin/env bats
# Completion of the command line: written from the table of commands, so nothing is left out of it.
load common

# complete WORD...: what bash offers for the last one, a line each.
complete_words() {
	stocktake completion bash >script.bash
	bash --norc -c 'source ./script.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _stocktake
		printf "%s\n" "${COMPREPLY[@]}"' bash stocktake "$@"
}

@test "bash: commands, options, and what they take" {
	complete_words '' | sort | diff - <(
		{ stocktake help | sed -n '/^topics/q; s/^  \([a-z]\{1,\}\)  .*/\1/p'; printf '%s\n' --help --version; } | sort)
	complete_words report --form | sort | diff - <(printf '%s\n' --format --formats)
	complete_words report '' | sort | diff - <(stocktake list --format csv | tail -n +2 | cut -d, -f1 | tr -d '\r' | sort)
	complete_words report --group '' | sort |
		diff - <(stocktake list --format csv | tail -n +2 | cut -d, -f2 | tr -d '\r' | sort -u)
	complete_words formats '' | sort |
		diff - <(stocktake formats --format csv | tail -n +2 | cut -d, -f1 | tr -d '\r' | sort)
	complete_words report --format '' | tr '\n' ' ' | grep -qx 'table csv json ndjson markdown html sarif xlsx '
	complete_words check --fail-on '' | tr '\n' ' ' | grep -qx 'info low medium high critical '
	complete_words report --baseline s | grep -qx scuba
	complete_words schema flow_r | grep -qx flow_run
	complete_words help priv | grep -qx privacy
	complete_words import nov | grep -qx november
	complete_words report -o nov | grep -qx november
}

@test "every option of every command is in each script" {
	for shell in bash zsh fish; do
		stocktake completion "$shell" >"script.$shell"
		for command in $(stocktake help | sed -n '/^topics/q; s/^  \([a-z]\{1,\}\)  .*/\1/p'); do
			for option in $(stocktake help "$command" | grep -o '^ *\(-[a-z], \)\?--[a-z-]*' | sed 's/.*--//'); do
				grep -qe "--$option\|-l $option " "script.$shell"
			done
		done
	done
}

@test "the scripts are sound, where the shells are there to say so" {
	for shell in bash zsh fish; do
		stocktake completion "$shell" >"script.$shell"
		! command -v "$shell" >/dev/null || "$shell" -n "script.$shell"
	done
	if command -v fish >/dev/null; then
		HOME=$PWD fish --private -c 'source script.fish; complete -C "stocktake report --group own"' | grep -q '^ownership'
	fi
	fails 2 "no completion for 'csh'; there are bash, zsh and fish" stocktake completion csh
}

@test "topics are told by help, beside the command of that name" {
	stocktake help evidence | grep -q 'not evaluated'
	stocktake help findings >both
	head -1 both | grep -q '^usage: stocktake findings'
	grep -q '^What reports find' both
	fails 2 "no command or topic 'evidense'; did you mean 'evidence'?" stocktake help evidense
}
