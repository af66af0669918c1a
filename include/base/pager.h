/* SPDX-License-Identifier: MIT
 * A stream to the terminal through a pager: what is printed is kept until the end, and shown page by page
 * when the terminal is too short for it. One stream at a time.
 */
#ifndef BASE_PAGER_H
#define BASE_PAGER_H

#include <stdbool.h>
#include <stdio.h>

/* The stream goes to a temporary file from here on. False: it cannot, and goes where it went. */
bool pager_begin(FILE *stream);
/* The stream goes where it went before, and there what was kept: by `command`, run by the shell,
 * when it has more than `lines` lines, else as it is, and also when the command cannot be run. */
void pager_end(FILE *stream, const char *command, int lines);

#endif
