/* SPDX-License-Identifier: MIT
 * What standard output is shown on, also while a pager stands in between.
 */
#ifndef ANALYZE_SCREEN_H
#define ANALYZE_SCREEN_H

#include <stdbool.h>

bool screen_is_terminal(void);
int screen_width(void); /* columns of the terminal */

/* From here to screen_end the output is kept for $PAGER (less -FRX), when standard output is a terminal
 * that can show one; else nothing happens. An empty $PAGER, or cat, means none. */
void screen_begin(void);
void screen_end(void);

#endif
