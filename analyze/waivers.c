/* SPDX-License-Identifier: MIT
 * Reads waivers strictly, because one that is misunderstood hides findings: an unknown column, a
 * missing reason or a date that is none refuses the whole file.
 */
#include "waivers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"

#include "json.h"
#include "moment.h"

static const char *const column_names[WAIVER_COLUMNS] = {
	[WAIVER_REPORT] = "report", [WAIVER_RESOURCE] = "resource", [WAIVER_REASON] = "reason",
	[WAIVER_OWNER] = "owner",   [WAIVER_UNTIL] = "until",
};

enum { CELLS_MAX = 2 * WAIVER_COLUMNS };

struct reading {
	struct waivers *waivers;
	int columns[CELLS_MAX]; /* which column of ours each cell is */
	size_t column_count, cell, row;
	struct waiver waiver; /* of the current row */
	struct error *err;
	int result;
};

static const struct str any = { "*", 1 };

/* --- Reading ------------------------------------------------------------------------------ */

static int refuse(struct reading *reading, const char *what, struct str subject)
{
	reading->result = error_set(reading->err, "%s: row %zu: %s '%.*s'", reading->waivers->path,
				    reading->row, what, (int)subject.length, subject.data);
	return -1;
}

static void take_heading(struct reading *reading, struct str name)
{
	if (reading->column_count == CELLS_MAX) {
		refuse(reading, "too many columns, at", name);
		return;
	}
	for (int i = 0; i < WAIVER_COLUMNS; i++) {
		if (!str_equal_fold(name, str_of(column_names[i])))
			continue;
		reading->columns[reading->column_count++] = i;
		return;
	}
	refuse(reading, "there is no column (report, resource, reason, owner, until)", name);
}

/* Ids are compared in lower case. */
static struct str keep(struct reading *reading, struct str text, bool is_id)
{
	char *copy = arena_copy(&reading->waivers->arena, text.data, text.length);

	for (size_t i = 0; is_id && i < text.length; i++)
		copy[i] = (char)tolower((unsigned char)copy[i]);
	return (struct str){ copy, text.length };
}

static void on_cell(void *data, size_t length, void *context)
{
	struct reading *reading = context;
	struct str text = str_trim((struct str){ data ? data : "", length });

	if (reading->result < 0)
		return;
	if (reading->row == 1) {
		take_heading(reading, text);
	} else if (reading->cell < reading->column_count) {
		int column = reading->columns[reading->cell++];

		reading->waiver.cells[column] = keep(reading, text, column == WAIVER_RESOURCE);
	} else if (text.length) {
		refuse(reading, "more cells than columns, at", text);
	}
}

static void check_headings(struct reading *reading)
{
	unsigned seen = 0;

	for (size_t i = 0; i < reading->column_count; i++) {
		if (seen & 1U << reading->columns[i])
			refuse(reading, "a second column",
			       str_of(column_names[reading->columns[i]]));
		seen |= 1U << reading->columns[i];
	}
	for (int i = 0; i <= WAIVER_REASON; i++)
		if (!(seen & 1U << i))
			refuse(reading, "no column", str_of(column_names[i]));
}

static int set_until(struct reading *reading)
{
	struct str *cell = &reading->waiver.cells[WAIVER_UNTIL];
	char text[TIMESTAMP_SIZE];
	struct error why = ERROR_INIT;
	int64_t until;

	if (!cell->length)
		return 0;
	if (moment_parse(cell->data, DAY_END, &until, &why) < 0)
		return refuse(reading, why.text, STR("until"));
	timestamp_format(until, text);
	*cell = keep(reading, str_of(text), false);
	reading->waiver.is_expired = until < reading->waivers->at;
	return 0;
}

static void take_row(struct reading *reading)
{
	struct waivers *waivers = reading->waivers;

	for (int i = 0; i <= WAIVER_REASON; i++) {
		if (reading->waiver.cells[i].length)
			continue;
		refuse(reading, "it has no", str_of(column_names[i]));
		return;
	}
	if (set_until(reading) < 0)
		return;
	reading->waiver.row = reading->row;
	waivers->items = memory_reserve(waivers->items, waivers->count, &waivers->capacity,
					sizeof(*waivers->items));
	waivers->items[waivers->count++] = reading->waiver;
}

static bool is_blank(const struct waiver *waiver)
{
	for (size_t i = 0; i < WAIVER_COLUMNS; i++)
		if (waiver->cells[i].length)
			return false;
	return true;
}

static void on_row(int terminator, void *context)
{
	struct reading *reading = context;

	(void)terminator;
	if (reading->result < 0)
		return;
	if (reading->row == 1)
		check_headings(reading);
	else if (!is_blank(&reading->waiver))
		take_row(reading);
	reading->waiver = (struct waiver){ 0 };
	reading->cell = 0;
	reading->row++;
}

/* Spreadsheets in many languages write semicolons. */
static unsigned char delimiter_of(struct str text)
{
	size_t line = strcspn(text.data, "\r\n");

	if (memchr(text.data, ';', line) && !memchr(text.data, ',', line))
		return ';';
	return ',';
}

static struct str skip_mark(struct str text)
{
	if (str_starts_fold(text, STR("\xEF\xBB\xBF")))
		return (struct str){ text.data + 3, text.length - 3 };
	return text;
}

static void parse(struct reading *reading, struct str text)
{
	struct csv_parser parser;

	csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&parser, delimiter_of(text));
	if (csv_parse(&parser, text.data, text.length, on_cell, on_row, reading) != text.length ||
	    csv_fini(&parser, on_cell, on_row, reading) != 0)
		refuse(reading, "no CSV:", str_of(csv_strerror(csv_error(&parser))));
	csv_free(&parser);
	if (reading->result == 0 && reading->row == 1)
		refuse(reading, "no column", str_of(column_names[0]));
}

static int compare(struct str a, struct str b)
{
	size_t length = a.length < b.length ? a.length : b.length;
	int order = length ? memcmp(a.data, b.data, length) : 0;

	return order ? order : (a.length > b.length) - (a.length < b.length);
}

static int by_resource(const void *left, const void *right)
{
	const struct waiver *a = left, *b = right;
	int order = compare(a->cells[WAIVER_RESOURCE], b->cells[WAIVER_RESOURCE]);

	return order ? order : (a->row > b->row) - (a->row < b->row);
}

int waivers_read(struct waivers *waivers, const char *path, int64_t at, struct error *err)
{
	struct reading reading = { .waivers = waivers, .row = 1, .err = err };
	struct buffer text = BUFFER_INIT(LIMIT_WAIVERS_FILE);

	waivers->path = path;
	waivers->at = at;
	reading.result = platform_read_file(path, &text, err);
	if (reading.result == 0)
		parse(&reading, skip_mark((struct str){ text.data ? text.data : "", text.length }));
	buffer_release(&text);
	if (waivers->count)
		qsort(waivers->items, waivers->count, sizeof(*waivers->items), by_resource);
	return reading.result;
}

void waivers_release(struct waivers *waivers)
{
	arena_release(&waivers->arena);
	free(waivers->items);
	*waivers = (struct waivers){ 0 };
}

/* --- Matching ----------------------------------------------------------------------------- */

static size_t first_of(const struct waivers *waivers, struct str resource)
{
	size_t low = 0, high = waivers->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(waivers->items[middle].cells[WAIVER_RESOURCE], resource) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_about(const struct waiver *waiver, struct str report)
{
	return str_equal(waiver->cells[WAIVER_REPORT], report) ||
	       str_equal(waiver->cells[WAIVER_REPORT], any);
}

static struct waiver *match_resource(struct waivers *waivers, struct str report,
				     struct str resource)
{
	for (size_t i = first_of(waivers, resource);
	     i < waivers->count && str_equal(waivers->items[i].cells[WAIVER_RESOURCE], resource);
	     i++)
		if (!waivers->items[i].is_expired && is_about(&waivers->items[i], report))
			return &waivers->items[i];
	return NULL;
}

const struct waiver *waivers_match(struct waivers *waivers, const struct finding *finding)
{
	struct str id = finding->fields[FIELD_ID], report = finding->fields[FIELD_REPORT];
	char *lower = memory_copy(id.length ? id.data : "", id.length);
	struct waiver *found = match_resource(waivers, report, finding->fields[FIELD_FINGERPRINT]);

	for (size_t i = 0; i < id.length; i++)
		lower[i] = (char)tolower((unsigned char)lower[i]);
	if (!found && id.length)
		found = match_resource(waivers, report, (struct str){ lower, id.length });
	if (!found)
		found = match_resource(waivers, report, any);
	if (found)
		found->is_used = true;
	free(lower);
	return found;
}

void waivers_try(struct waivers *waivers, const char *report)
{
	for (size_t i = 0; i < waivers->count; i++) {
		struct str mine = waivers->items[i].cells[WAIVER_REPORT];

		if (str_equal(mine, report ? str_of(report) : any))
			waivers->items[i].is_tried = true;
	}
}

/* --- What is to be told ------------------------------------------------------------------- */

static bool is_unused(const struct waiver *waiver)
{
	return waiver->is_tried && !waiver->is_used && !waiver->is_expired;
}

void waivers_tell(const struct waivers *waivers, FILE *out)
{
	for (size_t i = 0; i < waivers->count; i++) {
		const struct waiver *waiver = &waivers->items[i];

		if (waiver->is_expired)
			fprintf(out, "stocktake: %s: row %zu expired on %.10s, it waives nothing\n",
				waivers->path, waiver->row, waiver->cells[WAIVER_UNTIL].data);
		else if (is_unused(waiver))
			fprintf(out, "stocktake: %s: row %zu matches no finding\n", waivers->path,
				waiver->row);
	}
}

static void write_one(const struct waiver *waiver, FILE *out)
{
	fprintf(out, "{\"row\": %zu", waiver->row);
	for (size_t i = 0; i < WAIVER_COLUMNS; i++) {
		fprintf(out, ", \"%s\": ", column_names[i]);
		json_text(out, waiver->cells[i].length ? waiver->cells[i].data : NULL);
	}
	putc('}', out);
}

static void write_list(const struct waivers *waivers, bool expired, FILE *out)
{
	const char *before = "";

	for (size_t i = 0; i < waivers->count; i++) {
		const struct waiver *waiver = &waivers->items[i];

		if (expired ? !waiver->is_expired : !is_unused(waiver))
			continue;
		fputs(before, out);
		write_one(waiver, out);
		before = ", ";
	}
}

void waivers_write_json(const struct waivers *waivers, FILE *out)
{
	fputs("{\"file\": ", out);
	json_text(out, waivers->path);
	fputs(", \"expired\": [", out);
	write_list(waivers, true, out);
	fputs("], \"unused\": [", out);
	write_list(waivers, false, out);
	fputs("]}", out);
}
