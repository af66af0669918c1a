/* SPDX-License-Identifier: MIT
 * Format descriptions as C strings that people can read: ' stands for ", and ` for '.
 */
#ifndef FORMAT_CASE_H
#define FORMAT_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "importers/format.h"

/* The quotes put right; good until the fourth call after. */
static inline const char *quoted(const char *text)
{
	static char texts[4][20000];
	static int next;
	char *out = texts[next++ % 4];

	if (snprintf(out, sizeof(texts[0]), "%s", text) >= (int)sizeof(texts[0]))
		fail_msg("text too long: %.40s", text);
	for (char *c = out; *c; c++)
		*c = *c == '\'' ? '"' : *c == '`' ? '\'' : *c;
	return out;
}

/* A whole description named "x" around these members. */
static inline const char *format_text(const char *members)
{
	static char text[10000];

	snprintf(text, sizeof(text),
		 "{'format': 'x', 'title': 't', 'records': ['[]'], 'recognise': {'all': ['id']}, %s}",
		 members);
	return quoted(text);
}

struct parsed {
	struct schema *schema;
	struct arena arena;
	struct format format;
	struct error err;
};

static inline void parsed_release(struct parsed *parsed)
{
	format_release(&parsed->format);
	schema_free(parsed->schema);
	arena_release(&parsed->arena);
}

/* 0 or -1, as format_parse says; release in either case. */
static inline int parse(struct parsed *parsed, const char *text)
{
	*parsed = (struct parsed){ .arena = ARENA_INIT };
	parsed->schema = schema_parse(&parsed->err);
	assert_non_null(parsed->schema);
	return format_parse(&parsed->format, &parsed->arena, parsed->schema, "x", text,
			    &parsed->err);
}

static inline void parse_good(struct parsed *parsed, const char *text)
{
	if (parse(parsed, text) < 0)
		fail_msg("%s: %s", parsed->err.text, text);
}

/* Formats of our own alone; the members are those after "title". */
struct own_formats {
	struct schema *schema;
	struct formats formats;
	struct format items[8];
};

static inline void own_open(struct own_formats *own)
{
	struct error err = ERROR_INIT;

	memset(own, 0, sizeof(*own));
	own->schema = schema_parse(&err);
	assert_non_null(own->schema);
	own->formats.items = own->items;
	own->formats.secrets = secrets_built_in(&err);
	assert_non_null(own->formats.secrets);
}

static inline void own_add(struct own_formats *own, const char *name, const char *members)
{
	struct error err = ERROR_INIT;
	char text[10000];

	assert_true(own->formats.count < 8);
	snprintf(text, sizeof(text), "{'format': '%s', 'title': 'T %s', %s}", name, name, members);
	if (format_parse(&own->items[own->formats.count++], &own->formats.arena, own->schema, name,
			 quoted(text), &err) < 0)
		fail_msg("%s", err.text);
}

static inline void own_close(struct own_formats *own)
{
	for (size_t i = 0; i < own->formats.count; i++)
		format_release(&own->items[i]);
	secrets_free(own->formats.secrets);
	arena_release(&own->formats.arena);
	schema_free(own->schema);
}

#endif
