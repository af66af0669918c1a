/* SPDX-License-Identifier: MIT
 * SQL templates: set-based SQL written once, with the columns of the entity filled in. The words
 * are listed in internal.h. A mistake in a template is ours, so it aborts.
 */
#include <string.h>

#include "base/limits.h"
#include "internal.h"

enum { ARGUMENTS_MAX = 3 };

struct expansion {
	struct buffer *sql;
	const struct template_values *values;
	struct str arguments[ARGUMENTS_MAX]; /* empty when not given */
};

static void put(struct expansion *out, const char *text)
{
	if (buffer_puts(out->sql, text) < 0)
		BUG("SQL longer than LIMIT_SQL_TEXT");
}

static void put_name(struct expansion *out, struct str alias, const char *name)
{
	if (alias.length > 0) {
		buffer_append(out->sql, alias.data, alias.length);
		put(out, ".");
	}
	put(out, name);
}

typedef bool column_filter(const struct column *column);

static bool is_key(const struct column *column)
{
	return column->key;
}

static bool is_data(const struct column *column)
{
	return !column->system;
}

static void put_columns(struct expansion *out, column_filter *wanted, const char *separator)
{
	const struct entity *entity = out->values->entity;
	bool first = true;

	for (size_t i = 0; i < entity->count; i++) {
		if (!wanted(&entity->columns[i]))
			continue;
		put(out, first ? "" : separator);
		put_name(out, out->arguments[0], entity->columns[i].name);
		first = false;
	}
}

static void expand_name(struct expansion *out)
{
	put(out, out->values->entity->name);
}

static void expand_at(struct expansion *out)
{
	buffer_printf(out->sql, "%lld", (long long)out->values->at);
}

static void expand_keys(struct expansion *out)
{
	put_columns(out, is_key, ", ");
}

static void expand_key_text(struct expansion *out)
{
	put_columns(out, is_key, " || '|' || ");
}

static void expand_data(struct expansion *out)
{
	put_columns(out, is_data, ", ");
}

static void expand_row(struct expansion *out)
{
	static const char *const provenance[] = { "source_file_id", "record", "source_rank" };

	expand_data(out);
	for (size_t i = 0; i < sizeof(provenance) / sizeof(provenance[0]); i++) {
		put(out, ", ");
		put_name(out, out->arguments[0], provenance[i]);
	}
}

static void expand_match(struct expansion *out)
{
	const struct entity *entity = out->values->entity;
	bool first = true;

	for (size_t i = 0; i < entity->count; i++) {
		if (!entity->columns[i].key)
			continue;
		put(out, first ? "" : " AND ");
		put_name(out, out->arguments[0], entity->columns[i].name);
		put(out, " = ");
		put_name(out, out->arguments[1], entity->columns[i].name);
		first = false;
	}
}

static void expand_kind(struct expansion *out)
{
	if (out->values->entity->resource_kind < 0)
		put(out, "''");
	else
		put_name(out, out->arguments[0], "resource_kind");
}

/* The conditions under which coverage row `c` covers row `v`, one for each kind of scope. */
struct scope_condition {
	const char *scope, *column; /* the column of v that scope_id must equal; NULL: none */
	bool applies;
};

static size_t scope_conditions(const struct entity *entity, struct scope_condition scopes[3])
{
	const struct scope_condition all[] = {
		{ "tenant", NULL, true },
		{ "environment", "environment_id", entity->environment >= 0 },
		{ "object", entity->resource < 0 ? NULL : entity->columns[entity->resource].name,
		  entity->resource >= 0 },
	};
	size_t count = 0;

	for (size_t i = 0; i < 3; i++) {
		if (all[i].applies)
			scopes[count++] = all[i];
	}
	return count;
}

static void put_scope(struct expansion *out, const struct scope_condition *scope)
{
	buffer_printf(out->sql, "c.scope = '%s' AND c.scope_id = ", scope->scope);
	if (scope->column == NULL)
		put(out, "''");
	else
		put_name(out, out->arguments[0], scope->column);
}

static void put_part(struct expansion *out)
{
	buffer_printf(out->sql, "c.entity = '%s' AND c.resource_kind = ",
		      out->values->entity->name);
	expand_kind(out);
	put(out, " AND ");
}

/* One EXISTS for each kind of scope, so that each is a seek in the primary key. */
static void expand_covered(struct expansion *out)
{
	struct scope_condition scopes[3];
	size_t count = scope_conditions(out->values->entity, scopes);
	char condition[128];

	snprintf(condition, sizeof(condition), "%.*s", (int)out->arguments[2].length,
		 out->arguments[2].data);
	put(out, "(");
	for (size_t i = 0; i < count; i++) {
		buffer_printf(out->sql, "%sEXISTS (SELECT 1 FROM %.*s AS c WHERE ",
			      i == 0 ? "" : " OR ", (int)out->arguments[1].length,
			      out->arguments[1].data);
		put_part(out);
		put_scope(out, &scopes[i]);
		put(out, " AND ");
		sql_expand(out->sql, condition, out->values);
		put(out, ")");
	}
	put(out, ")");
}

static void expand_cover_after(struct expansion *out)
{
	struct scope_condition scopes[3];
	size_t count = scope_conditions(out->values->entity, scopes);

	put(out, "(SELECT min(t) FROM (");
	for (size_t i = 0; i < count; i++) {
		put(out, i == 0 ? "" : " UNION ALL ");
		put(out, "SELECT min(c.snapshot_at) AS t FROM coverage AS c WHERE ");
		put_part(out);
		put_scope(out, &scopes[i]);
		put(out, " AND c.snapshot_at > ");
		put_name(out, out->arguments[0], "at");
	}
	put(out, "))");
}

/* Longer words before those they begin with. */
static const struct {
	const char *word;
	void (*expand)(struct expansion *out);
} words[] = {
	{ "name", expand_name },         { "key_text", expand_key_text },
	{ "keys", expand_keys },         { "kind", expand_kind },
	{ "data", expand_data },         { "row", expand_row },
	{ "match", expand_match },       { "cover_after", expand_cover_after },
	{ "covered", expand_covered },   { "at", expand_at },
};

/* "(a, b)" after a word; returns what follows it. */
static const char *read_arguments(struct expansion *out, const char *text)
{
	size_t count = 0;

	memset(out->arguments, 0, sizeof(out->arguments));
	if (*text != '(')
		return text;
	do {
		size_t length = strcspn(++text, ",)");

		if (count == ARGUMENTS_MAX)
			BUG("too many arguments in an SQL template");
		out->arguments[count++] = str_trim((struct str){ text, length });
		text += length;
	} while (*text == ',');
	return text + 1;
}

static const char *expand_word(struct expansion *out, const char *text)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t length = strlen(words[i].word);

		if (strncmp(text, words[i].word, length) != 0)
			continue;
		text = read_arguments(out, text + length);
		words[i].expand(out);
		return text;
	}
	BUG("no such word in an SQL template: '%.20s'", text);
}

void sql_expand(struct buffer *sql, const char *template, const struct template_values *values)
{
	struct expansion out = { sql, values, { { NULL, 0 } } };

	while (*template != '\0') {
		size_t plain = strcspn(template, "$");

		buffer_append(sql, template, plain);
		template += plain;
		if (*template == '$')
			template = expand_word(&out, template + 1);
	}
}

int sql_run_template(struct store *store, const char *template,
		     const struct template_values *values, struct error *err)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result;

	sql_expand(&sql, template, values);
	result = store_exec(store, err, sql.data);
	buffer_release(&sql);
	return result;
}

int sql_count_template(struct store *store, const char *template,
		       const struct template_values *values, int64_t *count, struct error *err)
{
	struct buffer sql = BUFFER_INIT(LIMIT_SQL_TEXT);
	int result;

	sql_expand(&sql, template, values);
	result = store_int64(store, err, sql.data, 0, count);
	buffer_release(&sql);
	return result;
}
