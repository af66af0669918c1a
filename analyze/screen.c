/* SPDX-License-Identifier: MIT
 * Remembers the terminal, and decides whether a pager is wanted.
 */
#include "screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/pager.h"
#include "base/platform.h"

static const char *pager; /* the command, while the output is kept */
static int kept_width, kept_height;

bool screen_is_terminal(void)
{
	return pager || platform_is_terminal(stdout);
}

int screen_width(void)
{
	return pager ? kept_width : platform_terminal_width(stdout);
}

/* NULL: none. */
static const char *wanted(void)
{
	const char *command = getenv("PAGER"), *term = getenv("TERM");

	if (!term || strcmp(term, "dumb") == 0)
		return NULL;
	if (!command)
		return "less -FRX";
	return *command && strcmp(command, "cat") != 0 ? command : NULL;
}

void screen_begin(void)
{
	const char *command = wanted();

	if (!command || !platform_is_terminal(stdout))
		return;
	kept_width = platform_terminal_width(stdout);
	kept_height = platform_terminal_height(stdout);
	if (pager_begin(stdout))
		pager = command;
}

void screen_end(void)
{
	const char *command = pager;

	pager = NULL;
	if (command)
		pager_end(stdout, command, kept_height - 1);
}
