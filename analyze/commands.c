/* SPDX-License-Identifier: MIT
 * The commands: a table, and nothing else. Each stands in its own cmd_*.c.
 */
#include "commands.h"

const struct command *const commands[] = {
	&command_analyze,
	&command_import,
	&command_inspect,
	&command_report,
	&command_findings,
	&command_summary,
	&command_check,
	&command_plan,
	&command_explain,
	&command_list,
	&command_show,
	&command_snapshots,
	&command_diff,
	&command_replay,
	&command_forget,
	&command_verify,
	&command_whatif,
	&command_sql,
	&command_dump,
	&command_rejects,
	&command_formats,
	&command_schema,
	&command_completion,
	&command_help_text,
	NULL,
};
