/* SPDX-License-Identifier: MIT
 * Which cell styles show dates. In a sheet a date is a plain number; only the number format of its
 * style tells.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "workbook.h"

struct custom_format {
	long id;
	bool is_date;
};

struct styles_reading {
	struct cell_styles *styles;
	struct custom_format *customs;
	size_t custom_count, custom_capacity;
	bool in_cells; /* in <cellXfs>: other lists of styles are not the cells' */
};

/* What formats are made of besides letters of dates. Gives the length of what to pass over at the
 * start of `code`, and sees what is elapsed time. */
static size_t passed_over(const char *code, bool *is_elapsed)
{
	static const char *const words[] = { "General", "AM/PM", "A/P", "E+", "E-" };
	size_t length = strcspn(code + 1, "\"");

	if (*code == '"')
		return length + 1 + (code[1 + length] == '"');
	if (*code == '\\' || *code == '_' || *code == '*')
		return code[1] ? 2 : 1;
	if (*code == '[') {
		length = strcspn(code, "]");
		*is_elapsed |= length > 1 && strspn(code + 1, "hHmMsS") == length - 1;
		return length + (code[length] == ']');
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_starts_fold(str_of(code), str_of(words[i])))
			return strlen(words[i]);
	}
	return 0;
}

/* m is the month, unless it stands with hours or seconds: "h:mm". Only the first section counts,
 * it is that of positive numbers. */
bool format_shows_date(const char *code)
{
	bool has_day = false, has_month = false, has_time = false, is_elapsed = false;

	while (*code && *code != ';') {
		size_t skip = passed_over(code, &is_elapsed);

		if (skip == 0) {
			has_day |= strchr("dDyYeEgGbB", *code) != NULL;
			has_month |= *code == 'm' || *code == 'M';
			has_time |= strchr("hHsS", *code) != NULL;
		}
		code += skip ? skip : 1;
	}
	return !is_elapsed && (has_day || (has_month && !has_time));
}

/* Ids up to 163 are the program's own. 27 to 36 and 50 to 58 are dates of East Asian languages. */
static bool is_date_format(const struct styles_reading *reading, long id)
{
	for (size_t i = 0; i < reading->custom_count; i++) {
		if (reading->customs[i].id == id)
			return reading->customs[i].is_date;
	}
	return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
	       (id >= 50 && id <= 54) || id == 57 || id == 58;
}

static int add_custom(struct styles_reading *reading, const char *id, const char *code,
		      struct error *err)
{
	if (reading->custom_count == LIMIT_CELL_STYLES)
		return error_set(err, "more than %d number formats", LIMIT_CELL_STYLES);
	reading->customs = memory_reserve(reading->customs, reading->custom_count,
					  &reading->custom_capacity, sizeof(*reading->customs));
	reading->customs[reading->custom_count++] =
		(struct custom_format){ strtol(id, NULL, 10), format_shows_date(code) };
	return 0;
}

static int add_style(struct styles_reading *reading, const char *id, struct error *err)
{
	struct cell_styles *styles = reading->styles;

	if (styles->count == LIMIT_CELL_STYLES)
		return error_set(err, "more than %d cell styles", LIMIT_CELL_STYLES);
	styles->is_date = memory_reserve(styles->is_date, styles->count, &styles->capacity,
					 sizeof(*styles->is_date));
	styles->is_date[styles->count++] = id && is_date_format(reading, strtol(id, NULL, 10));
	return 0;
}

static int start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct styles_reading *reading = context;
	const char *id = xml_attribute(attributes, "numFmtId");
	const char *code = xml_attribute(attributes, "formatCode");

	if (strcmp(name, "cellXfs") == 0)
		reading->in_cells = true;
	if (strcmp(name, "numFmt") == 0 && id && code)
		return add_custom(reading, id, code, err);
	if (strcmp(name, "xf") == 0 && reading->in_cells)
		return add_style(reading, id, err);
	return 0;
}

static int end(void *context, const char *name, struct error *err)
{
	(void)err;
	if (strcmp(name, "cellXfs") == 0)
		((struct styles_reading *)context)->in_cells = false;
	return 0;
}

int cell_styles_read(struct cell_styles *styles, struct package *package, const char *part,
		     struct error *err)
{
	struct styles_reading reading = { .styles = styles };
	const struct xml_handler handler = { start, end, NULL, &reading };
	enum part_result result = package_read(package, part, &handler, err);

	free(reading.customs);
	return result == PART_DAMAGED ? -1 : 0;
}
