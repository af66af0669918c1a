/* SPDX-License-Identifier: MIT
 * Prints lists of names in lines of equal indent.
 */
#include "field_list.h"

#include <limits.h>
#include <string.h>

#include "glyph.h"

enum { TITLE_WIDTH = 12, LINES_MAX = 4, MORE_WIDTH = sizeof("and 1000 more") };
enum { INDENT = 2 + TITLE_WIDTH };

static struct str next_name(const char **rest)
{
	struct str name = { *rest, strcspn(*rest, "\n") };

	*rest += name.length + ((*rest)[name.length] == '\n');
	return name;
}

static int count_names(const char *rest)
{
	int count = 0;

	while (*rest) {
		next_name(&rest);
		count++;
	}
	return count;
}

static void break_line(FILE *out)
{
	fprintf(out, "\n%*s", INDENT, "");
}

void field_list_print(const struct field_list *list, const char *title, const char *lines)
{
	int column = INDENT, line = 1, last_line = list->is_whole ? INT_MAX : LINES_MAX;

	if (!lines || !*lines)
		return;
	fprintf(list->out, "  %-*s", TITLE_WIDTH, title);
	if (strlen(title) >= TITLE_WIDTH)
		break_line(list->out);
	for (const char *rest = lines; *rest;) {
		const char *here = rest;
		struct str name = next_name(&rest);
		int width = glyph_width(name) + 2;
		int room = list->width - (line == last_line && *rest ? MORE_WIDTH : 0);
		bool is_full = list->width > 0 && column > INDENT && column + width - 1 > room;

		if (is_full && line == last_line) {
			fprintf(list->out, " and %d more", count_names(here));
			break;
		}
		if (is_full) {
			break_line(list->out);
			column = INDENT;
			line++;
		}
		fputs(column > INDENT ? " " : "", list->out);
		glyph_print(list->out, name, -1);
		fputs(*rest ? "," : "", list->out);
		column += width;
	}
	putc('\n', list->out);
}
