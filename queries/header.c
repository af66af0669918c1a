/* SPDX-License-Identifier: MIT
 * Parser of report headers: comment lines "-- key: value" up to an empty comment line, then prose
 * in comments, then the SQL. The keys are one table, at the end of the file.
 */
#include "header.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "param.h"

enum { NEEDS_MAX = 50, PARAMS_MAX = 50, COLUMNS_MAX = 10, KEYS_MAX = 32 };

struct parser {
	struct arena *arena;
	struct report *report;
	const char *place;
	struct error *err;
	struct str rest; /* what is not read yet */
	int line;        /* number of the line read last, from 1 */
	bool seen[KEYS_MAX];
	struct param *params;
};

struct key {
	const char *name;
	int (*parse)(struct parser *parser, const struct key *key, struct str value);
	size_t member;  /* of struct report, filled by the key */
	size_t counter; /* of struct report, for a list: its length */
	bool required, repeated;
};

/* --- Text ---------------------------------------------------------------------------------- */

static int fail(struct parser *parser, const char *wrong, struct str subject)
{
	return error_set(parser->err, "%s: line %d: %s '%.*s'", parser->place, parser->line, wrong,
			 (int)(subject.length < 100 ? subject.length : 100), subject.data);
}

static const char *keep(struct parser *parser, struct str text)
{
	return arena_copy(parser->arena, text.data, text.length);
}

/* Cuts `text` at the first byte of `separators`, which is dropped; the rest stays in `text`. */
static struct str cut(struct str *text, const char *separators)
{
	struct str head = { text->data, 0 };

	while (head.length < text->length && strchr(separators, text->data[head.length]) == NULL)
		head.length++;
	text->data += head.length;
	text->length -= head.length;
	if (text->length > 0) {
		text->data++;
		text->length--;
	}
	return head;
}

static struct str next_word(struct str *text)
{
	*text = str_trim(*text);
	return cut(text, " \t");
}

/* The next line when it is a comment: what follows "--". */
static bool next_comment(struct parser *parser, struct str *comment)
{
	if (parser->rest.length < 2 || memcmp(parser->rest.data, "--", 2) != 0)
		return false;
	*comment = cut(&parser->rest, "\n");
	comment->data += 2;
	comment->length -= 2;
	parser->line++;
	return true;
}

static bool is_name(struct str text, const char *further)
{
	for (size_t i = 0; i < text.length; i++) {
		char c = text.data[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' &&
		    strchr(further, c) == NULL)
			return false;
	}
	return text.length > 0;
}

/* --- Values -------------------------------------------------------------------------------- */

static int parse_text(struct parser *parser, const struct key *key, struct str value)
{
	const char **member = (const char **)((char *)parser->report + key->member);

	*member = keep(parser, value);
	return 0;
}

static int parse_severity(struct parser *parser, const struct key *key, struct str value)
{
	(void)key;
	if (severity_parse(value, &parser->report->severity) < 0)
		return fail(parser, "no such severity (critical, high, medium, low, info):", value);
	return 0;
}

/* "flow", "role_assignment:flow", "environment.sku" */
static int parse_need(struct parser *parser, struct need *need, struct str text)
{
	struct str rest = text, entity, part = { "", 0 }, column = { "", 0 };

	entity = cut(&rest, ":.");
	if (entity.length < text.length && text.data[entity.length] == ':')
		part = rest;
	else
		column = rest;
	if (!is_name(entity, "") || (entity.length < text.length && !is_name(rest, "-")))
		return fail(parser, "not an entity, entity:part or entity.column:", text);
	need->text = keep(parser, text);
	need->entity = keep(parser, entity);
	need->part = keep(parser, part);
	need->column = column.length > 0 ? keep(parser, column) : NULL;
	return 0;
}

static int parse_needs(struct parser *parser, const struct key *key, struct str value)
{
	const struct need **member = (const struct need **)((char *)parser->report + key->member);
	size_t *counter = (size_t *)((char *)parser->report + key->counter);
	struct need *needs = arena_alloc(parser->arena, NEEDS_MAX * sizeof(*needs));
	struct str rest = value;

	while (rest.length > 0) {
		struct str text = str_trim(cut(&rest, ","));

		if (*counter == NEEDS_MAX)
			return fail(parser, "too many entities:", value);
		if (parse_need(parser, &needs[*counter], text) < 0)
			return -1;
		(*counter)++;
	}
	*member = needs;
	return 0;
}

static bool has_param(const struct parser *parser, struct str name)
{
	for (size_t i = 0; i < parser->report->param_count; i++) {
		if (str_equal(name, str_of(parser->params[i].name)))
			return true;
	}
	return str_equal(name, STR("as_of"));
}

/* "name kind default  explanation" */
static int parse_param(struct parser *parser, const struct key *key, struct str value)
{
	struct str rest = value, name = next_word(&rest), kind = next_word(&rest);
	struct str fallback = next_word(&rest);
	struct param *param = &parser->params[parser->report->param_count];

	(void)key;
	if (fallback.length == 0)
		return fail(parser, "not 'name kind default explanation':", value);
	if (!is_name(name, "") || has_param(parser, name))
		return fail(parser, "not a name, or taken:", name);
	if (param_kind_parse(kind, &param->kind) < 0)
		return fail(parser, "no such kind (text, integer, real):", kind);
	param->name = keep(parser, name);
	param->fallback = keep(parser, fallback);
	param->help = keep(parser, str_trim(rest));
	if (param_check(param->kind, param->fallback) < 0)
		return fail(parser, "the default is not of its kind:", fallback);
	if (++parser->report->param_count == PARAMS_MAX)
		return fail(parser, "too many parameters, at", name);
	parser->report->params = parser->params;
	return 0;
}

/* "flow flow_id" or ":resource_kind resource_id" */
static int parse_resource(struct parser *parser, const struct key *key, struct str value)
{
	struct str rest = value, kind = next_word(&rest), column = next_word(&rest);
	bool in_column = kind.length > 0 && kind.data[0] == ':';
	struct str word = { kind.data + in_column, kind.length - in_column };

	(void)key;
	if (!is_name(word, "-") || !is_name(column, "") || str_trim(rest).length > 0)
		return fail(parser, "not 'kind column' or ':column column':", value);
	if (in_column)
		parser->report->resource_kind_column = keep(parser, word);
	else
		parser->report->resource_kind = keep(parser, word);
	parser->report->resource_column = keep(parser, column);
	return 0;
}

/* "connector_id action" */
static int parse_columns(struct parser *parser, const struct key *key, struct str value)
{
	const char **columns = arena_alloc(parser->arena, COLUMNS_MAX * sizeof(*columns));
	struct report *report = parser->report;

	(void)key;
	for (struct str rest = value; str_trim(rest).length > 0;) {
		struct str column = next_word(&rest);

		if (!is_name(column, ""))
			return fail(parser, "not a column:", column);
		if (report->key_count == COLUMNS_MAX)
			return fail(parser, "too many columns:", value);
		columns[report->key_count++] = keep(parser, column);
	}
	report->keys = columns;
	return 0;
}

/* --- Parts of the file --------------------------------------------------------------------- */

/* clang-format off */
static const struct key keys[] = {
	{ .name = "title", .parse = parse_text, .member = offsetof(struct report, title),
	  .required = true },
	{ .name = "severity", .parse = parse_severity, .required = true },
	{ .name = "needs", .parse = parse_needs, .member = offsetof(struct report, needs),
	  .counter = offsetof(struct report, need_count) },
	{ .name = "either", .parse = parse_needs, .member = offsetof(struct report, either),
	  .counter = offsetof(struct report, either_count) },
	{ .name = "before", .parse = parse_needs, .member = offsetof(struct report, before),
	  .counter = offsetof(struct report, before_count) },
	{ .name = "wants", .parse = parse_needs, .member = offsetof(struct report, wants),
	  .counter = offsetof(struct report, want_count) },
	{ .name = "param", .parse = parse_param, .repeated = true },
	{ .name = "refs", .parse = parse_text, .member = offsetof(struct report, refs) },
	{ .name = "rule", .parse = parse_text, .member = offsetof(struct report, rule) },
	{ .name = "resource", .parse = parse_resource },
	{ .name = "key", .parse = parse_columns },
};
/* clang-format on */

enum { KEY_COUNT = sizeof(keys) / sizeof(keys[0]) };
_Static_assert((int)KEY_COUNT <= (int)KEYS_MAX, "parser.seen has room for every key");

static int parse_line(struct parser *parser, struct str line)
{
	struct str value = line, name = str_trim(cut(&value, ":"));

	value = str_trim(value);
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (!str_equal(name, str_of(keys[i].name)))
			continue;
		if (parser->seen[i] && !keys[i].repeated)
			return fail(parser, "a second", name);
		if (value.length == 0)
			return fail(parser, "no value for", name);
		parser->seen[i] = true;
		return keys[i].parse(parser, &keys[i], value);
	}
	return fail(parser, "unknown key", name);
}

static int parse_keys(struct parser *parser)
{
	struct str comment;

	while (next_comment(parser, &comment)) {
		if (str_trim(comment).length == 0)
			break;
		if (parse_line(parser, str_trim(comment)) < 0)
			return -1;
	}
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (keys[i].required && !parser->seen[i])
			return error_set(parser->err, "%s: no '%s'", parser->place, keys[i].name);
	}
	return 0;
}

static void parse_prose(struct parser *parser)
{
	struct buffer prose = BUFFER_INIT(LIMIT_REPORT_FILE);
	struct str comment;

	while (next_comment(parser, &comment)) {
		comment = str_trim(comment);
		if (buffer_append(&prose, comment.data, comment.length) < 0 ||
		    buffer_append(&prose, "\n", 1) < 0)
			break; /* cannot be: the file is no longer than the limit */
	}
	parser->report->text = keep(parser, str_trim((struct str){ prose.data, prose.length }));
	buffer_release(&prose);
}

static int check_bytes(struct parser *parser, struct str text)
{
	if (text.length > LIMIT_REPORT_FILE)
		return error_set(parser->err, "%s: larger than %ld bytes", parser->place,
				 (long)LIMIT_REPORT_FILE);
	if (utf8_valid_length(text.data, text.length) != text.length ||
	    memchr(text.data, '\0', text.length) != NULL)
		return error_set(parser->err, "%s: not UTF-8 text", parser->place);
	return 0;
}

static struct str skip_mark(struct str text)
{
	if (str_starts_fold(text, STR("\xEF\xBB\xBF")))
		return (struct str){ text.data + 3, text.length - 3 };
	return text;
}

int header_parse(struct arena *arena, const char *place, struct str text, struct report *report,
		 struct error *err)
{
	struct parser parser = { .arena = arena, .report = report, .place = place, .err = err };

	*report = (struct report){ .title = "", .refs = "", .rule = "", .text = "" };
	if (text.length == 0)
		return error_set(err, "%s: empty", place);
	if (check_bytes(&parser, text) < 0)
		return -1;
	text = skip_mark(text);
	report->source = keep(&parser, text);
	parser.rest = (struct str){ report->source, text.length };
	parser.params = arena_alloc(arena, PARAMS_MAX * sizeof(*parser.params));
	if (parse_keys(&parser) < 0)
		return -1;
	parse_prose(&parser);
	report->sql = parser.rest.data;
	if (str_trim(parser.rest).length == 0)
		return error_set(err, "%s: no SQL after the header", place);
	return 0;
}
