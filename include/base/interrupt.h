/* SPDX-License-Identifier: MIT
 * Ctrl-C, and the like: the process ends at once, and no temporary file stays behind. Who must undo
 * something first holds the end off for that long.
 */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <stdbool.h>

/* From here on. A signal that the parent had ignored stays ignored. `farewell` (static) is written to
 * standard error when an end that was held off comes. */
void interrupt_watch(const char *farewell);

/* Between the two, a first signal only sets what interrupt_came tells; a second one ends the process.
 * Release does not return when one came. */
void interrupt_hold(void);
void interrupt_release(void);
bool interrupt_came(void);

/* The file is removed when the process is interrupted; `path` lives until interrupt_keep_file. More
 * than a handful of files at a time are not remembered. */
void interrupt_drop_file(const char *path);
void interrupt_keep_file(const char *path);

#endif
