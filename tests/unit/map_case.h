/* SPDX-License-Identifier: MIT
 * Records through a format of one's own. What comes out is one line each:
 *   *flow flow_id=f1 state=started     a row; '*' marks the first of its record; ends with " #7" and
 *                                      " gone" where the record tells its sequence and its end
 *   ! state 'soon': not a time         a field that was left out
 *   ! no flow_id: flow left out        a record that gave no row
 *   empty 1 f1                         the container of row 1 was there, without an element
 */
#ifndef MAP_CASE_H
#define MAP_CASE_H

#include "format_case.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "importers/map.h"
#include "importers/source.h"

static struct own_formats own;
static struct buffer out = BUFFER_INIT(MIB);
static struct map *map;
static const char *more = ""; /* members of the format, each with a comma before it */

static inline void append_value(const struct value *value)
{
	if (value->type == VALUE_INT)
		buffer_printf(&out, "%lld", (long long)value->integer);
	else
		buffer_append(&out, value->text.data, value->text.length);
}

static inline int on_row(void *context, size_t index, const struct value *values, int64_t record,
			 bool primary, struct error *err)
{
	const struct format *format = context;
	const struct entity *entity = format->rows[index].entity;
	int64_t sequence;

	(void)err;
	assert_true(record > 0);
	buffer_printf(&out, "%s%s", primary ? "*" : "", entity->name);
	for (size_t i = 0; i < entity->data_count; i++) {
		if (values[i].type == VALUE_NULL)
			continue;
		buffer_printf(&out, " %s=", entity->columns[i].name);
		append_value(&values[i]);
	}
	if (map_sequence(map, &sequence))
		buffer_printf(&out, " #%lld", (long long)sequence);
	return buffer_puts(&out, map_gone(map) ? " gone\n" : "\n");
}

static inline int on_refused(void *context, const struct record *record, struct str field,
		      struct str value, const char *reason, struct error *err)
{
	(void)context;
	(void)err;
	assert_true(record->number > 0);
	if (field.data == NULL)
		return buffer_printf(&out, "! %s\n", reason);
	return buffer_printf(&out, "! %.*s '%.*s': %s\n", (int)field.length, field.data,
			     (int)value.length, value.data ? value.data : "", reason);
}

static inline int on_whole(void *context, size_t index, struct str object, bool is_empty,
			   struct error *err)
{
	(void)context;
	(void)err;
	if (!is_empty)
		return 0;
	return buffer_printf(&out, "empty %zu %.*s\n", index, (int)object.length, object.data);
}

static inline int take_header(void *context, const struct str *names, size_t count, struct error *err)
{
	(void)context;
	(void)err;
	map_header(map, names, count);
	return 0;
}

static inline int take_record(void *context, const struct record *record, struct error *err)
{
	(void)context;
	return map_record(map, record, err);
}

static inline int take_damage(void *context, const struct damage *damage, struct error *err)
{
	(void)context;
	(void)err;
	return buffer_printf(&out, "damage: %s\n", damage->reason);
}

/* Reads the input (JSON when it begins with a bracket) through the only format; leaves the map. */
static inline void run_at(const char *pattern, const char *rows, const char *input,
			  enum date_order dates)
{
	struct map_sink sink = { on_row, on_refused, on_whole, NULL };
	const struct record_sink records = { take_header, take_record, take_damage, NULL, NULL,
					     NULL };
	struct error err = ERROR_INIT;
	struct source *source;
	char members[8000];
	int ended, result;

	own_open(&own);
	snprintf(members, sizeof(members),
		 "'records': ['%s'], 'recognise': {'all': ['id']}, 'time': 't', 'rows': [%s]%s",
		 pattern, rows, more);
	own_add(&own, "x", members);
	sink.context = &own.items[0];
	map = map_new(&own.items[0], "in\\export.zip/a.json", dates, own.formats.secrets, &sink);
	buffer_clear(&out);
	buffer_puts(&out, "");
	input = quoted(input);
	source = source_open_memory(input, strlen(input), &err);
	assert_non_null(source);
	result = input[0] == '[' || input[0] == '{' ? read_json(source, pattern, &records, &ended, &err)
						    : read_csv(source, &records, &ended, &err);
	if (result < 0)
		fail_msg("%s", err.text);
	source_close(source);
}

static inline void run(const char *rows, const char *input, enum date_order dates)
{
	run_at("[]", rows, input, dates);
}

static inline void release(void)
{
	map_free(map);
	own_close(&own);
	buffer_release(&out);
}

static inline void mapped_at(const char *pattern, const char *rows, const char *input,
			     const char *expected)
{
	run_at(pattern, rows, input, DATE_ORDER_UNKNOWN);
	if (strcmp(out.data, expected) != 0)
		fail_msg("%s\ngives\n%sinstead of\n%s", input, out.data, expected);
	release();
}

static inline void mapped(const char *rows, const char *input, const char *expected)
{
	mapped_at("[]", rows, input, expected);
}

#define FLOW(columns) "{'table': 'flow', 'columns': {'flow_id': 'id', " columns "}}"
#define ROLE "'resource_kind': {'constant': 'flow'}, 'resource_id': '^.id', "

#endif
