/* SPDX-License-Identifier: MIT
 * Parameter values: text that must be whole and in range for its kind, before SQL sees it.
 */
#include "param.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int read_integer(const char *text, int64_t *value)
{
	char *end;
	long long number;

	errno = 0;
	number = strtoll(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0)
		return -1;
	*value = number;
	return 0;
}

static int read_real(const char *text, double *value)
{
	char *end;

	*value = strtod(text, &end);
	return end != text && *end == '\0' && isfinite(*value) ? 0 : -1;
}

static int check_text(const char *text)
{
	(void)text;
	return 0;
}

static int check_integer(const char *text)
{
	int64_t value;

	return read_integer(text, &value);
}

static int check_real(const char *text)
{
	double value;

	return read_real(text, &value);
}

static void bind_text(sqlite3_stmt *statement, int index, const char *text)
{
	sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

static void bind_integer(sqlite3_stmt *statement, int index, const char *text)
{
	int64_t value;

	if (read_integer(text, &value) == 0)
		sqlite3_bind_int64(statement, index, value);
}

static void bind_real(sqlite3_stmt *statement, int index, const char *text)
{
	double value;

	if (read_real(text, &value) == 0)
		sqlite3_bind_double(statement, index, value);
}

/* clang-format off */
static const struct {
	const char *name, *phrase;
	int (*check)(const char *text);
	void (*bind)(sqlite3_stmt *statement, int index, const char *text);
} kinds[] = {
	[PARAM_TEXT]    = { "text",    "text",       check_text,    bind_text },
	[PARAM_INTEGER] = { "integer", "an integer", check_integer, bind_integer },
	[PARAM_REAL]    = { "real",    "a number",   check_real,    bind_real },
};
/* clang-format on */

int param_kind_parse(struct str name, enum param_kind *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (str_equal(name, str_of(kinds[i].name))) {
			*kind = (enum param_kind)i;
			return 0;
		}
	}
	return -1;
}

const char *param_kind_phrase(enum param_kind kind)
{
	return kinds[kind].phrase;
}

int param_check(enum param_kind kind, const char *text)
{
	return kinds[kind].check(text);
}

void param_bind(sqlite3_stmt *statement, int index, enum param_kind kind, const char *text)
{
	kinds[kind].bind(statement, index, text);
}

const char *param_value(const struct param *param, const struct setting *settings, size_t count)
{
	const char *value = param->fallback;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(settings[i].name, param->name) == 0)
			value = settings[i].value;
	}
	return value;
}
