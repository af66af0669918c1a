/* SPDX-License-Identifier: MIT
 * Standard output through a pager: what is printed is kept until the end, and shown page by page when
 * the terminal is too short for it.
 */
#ifndef BASE_PAGER_H
#define BASE_PAGER_H

#include <stdbool.h>

/* Standard output goes to a temporary file from here on. False: it cannot, and goes where it went. */
bool pager_begin(void);
/* Standard output goes where it went before, and there what was kept: by `command`, run by the shell,
 * when it has more than `lines` lines, else as it is, and also when the command cannot be run. */
void pager_end(const char *command, int lines);

#endif
