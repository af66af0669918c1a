/* SPDX-License-Identifier: MIT
 * A command is one constant: what it is called, what it takes, what it does. What it needs is
 * declared here and checked in one place; commands.c lists them all.
 */
#ifndef ANALYZE_COMMAND_H
#define ANALYZE_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

#include "options.h"

/* How a command ended, and the exit code of the program. */
enum outcome {
	OUTCOME_DONE,
	OUTCOME_FAILED, /* with err */
	OUTCOME_USAGE,  /* with err: the command line is wrong */
	OUTCOME_FINDINGS,
	OUTCOME_REJECTED, /* --strict, and some input was not taken in */
};

enum { ANY_NUMBER = -1 };

struct command {
	const char *name, *summary;
	const char *usage;            /* what stands after the name: "[ID...] [--group G]" */
	const char *text;             /* what else there is to know, or NULL */
	const char *example;          /* one or more command lines */
	const struct option *options; /* ends with a row of zeros */
	int least, most;              /* arguments; most may be ANY_NUMBER */
	bool is_paged;                /* its output is to be read: by a pager, when it is long */
	enum outcome (*exec)(const struct options *options, struct error *err);
};

extern const char program_version[];
extern const struct command *const commands[]; /* sorted as help shows them, NULL at the end */

const struct command *command_find(const char *name); /* or NULL */
int command_unknown(const char *name, struct error *err); /* says so, and which one is near */
void command_help(const struct command *command, FILE *out);
void commands_help(FILE *out); /* the overview */

#endif
