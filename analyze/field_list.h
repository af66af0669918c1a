/* SPDX-License-Identifier: MIT
 * A titled list of names for people: wrapped at the terminal's width under its title, and cut when
 * it is long.
 */
#ifndef ANALYZE_FIELD_LIST_H
#define ANALYZE_FIELD_LIST_H

#include <stdbool.h>
#include <stdio.h>

struct field_list {
	FILE *out;
	int width;    /* of the terminal; 0: nothing is wrapped or cut */
	bool is_whole; /* cut nothing all the same */
};

/* `lines` joined by '\n'; nothing at all is printed for NULL and ''. */
void field_list_print(const struct field_list *list, const char *title, const char *lines);

#endif
