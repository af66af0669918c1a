/* SPDX-License-Identifier: MIT
 * Quoting and protection of one CSV cell.
 */
#include "csv.h"

#include <string.h>

static bool needs_quotes(struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		if (strchr(",\"\n\r", text.data[i])) /* NUL too */
			return true;
	return text.length && (text.data[0] == ' ' || text.data[text.length - 1] == ' ');
}

static void put_quoted(FILE *out, struct str text, const char *guard)
{
	putc('"', out);
	fputs(guard, out);
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] == '"')
			putc('"', out);
		putc(text.data[i], out);
	}
	putc('"', out);
}

static void put_cell(FILE *out, struct str text, const char *guard)
{
	if (needs_quotes(text)) {
		put_quoted(out, text, guard);
		return;
	}
	fputs(guard, out);
	if (text.length)
		fwrite(text.data, 1, text.length, out);
}

/* What a spreadsheet takes for the beginning of a formula, or strips before it looks for one. */
static bool is_formula(struct str text)
{
	return text.length && text.data[0] && strchr("=+-@\t\r\n", text.data[0]);
}

void csv_text(FILE *out, struct str text, bool verbatim)
{
	put_cell(out, text, !verbatim && is_formula(text) ? "'" : "");
}

void csv_plain(FILE *out, struct str text)
{
	put_cell(out, text, "");
}
