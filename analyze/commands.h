/* SPDX-License-Identifier: MIT
 * The constants that commands.c lists: one for each cmd_*.c.
 */
#ifndef ANALYZE_COMMANDS_H
#define ANALYZE_COMMANDS_H

#include "command.h"

extern const struct command command_analyze;
extern const struct command command_import;
extern const struct command command_inspect;
extern const struct command command_report;
extern const struct command command_findings;
extern const struct command command_summary;
extern const struct command command_check;
extern const struct command command_plan;
extern const struct command command_explain;
extern const struct command command_list;
extern const struct command command_show;
extern const struct command command_snapshots;
extern const struct command command_replay;
extern const struct command command_forget;
extern const struct command command_verify;
extern const struct command command_whatif;
extern const struct command command_diff;
extern const struct command command_sql;
extern const struct command command_dump;
extern const struct command command_rejects;
extern const struct command command_formats;
extern const struct command command_schema;
extern const struct command command_completion;
extern const struct command command_help_text;

#endif
