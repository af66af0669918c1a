/* SPDX-License-Identifier: MIT
 * Writes the executive summary. What it says of changes and of evidence is asked of the store, what is
 * worst is told by the findings, and what to fetch by the coverage of the reports.
 */
#include "summary.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"

#include "coverage.h"
#include "prose.h"

enum { WORST = 10, FETCH = 5, LINE_LIMIT = 4096 };

struct summary {
	struct prose prose;
	struct session *session;
	const struct finding_list *list;
	struct buffer line;
};

static void say_line(struct summary *summary, bool is_item)
{
	prose_say(&summary->prose, is_item, summary->line.data);
	buffer_clear(&summary->line);
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* --- What stands --------------------------------------------------------------------------- */

static void say_title(struct summary *summary)
{
	const struct document *document = &summary->session->document;
	char at[TIMESTAMP_SIZE];

	timestamp_format(document->at, at);
	buffer_printf(&summary->line, "%s, %.10s",
		      document->tenant_name ? document->tenant_name : "Power Platform tenant", at);
	prose_heading(&summary->prose, 1, summary->line.data);
	buffer_clear(&summary->line);
}

static void say_posture(struct summary *summary)
{
	const struct finding_list *list = summary->list;
	size_t open = finding_list_open(list), counts[SEVERITY_COUNT] = { 0 };
	const char *before = ": ";

	for (size_t i = 0; i < open; i++)
		counts[list->items[i].severity]++;
	buffer_printf(&summary->line, "%zu finding%s stand%s", open, plural(open),
		      open == 1 ? "s" : "");
	for (int s = SEVERITY_CRITICAL; s >= SEVERITY_INFO; s--) {
		if (!counts[s])
			continue;
		buffer_printf(&summary->line, "%s%zu %s", before, counts[s],
			      severity_name((enum severity)s));
		before = ", ";
	}
	buffer_puts(&summary->line, ".");
	if (list->count > open)
		buffer_printf(&summary->line, " %zu %s set aside, by a waiver or an excuse.",
			      list->count - open, list->count - open == 1 ? "is" : "are");
	say_line(summary, false);
}

/* --- What changed -------------------------------------------------------------------------- */

static const char changes_sql[] =
	"SELECT k.entity AS what,\n"
	"       count(DISTINCT CASE WHEN c.change = 'added' THEN c.resource_id END) AS added,\n"
	"       count(DISTINCT CASE WHEN c.change = 'removed' THEN c.resource_id END) AS removed,\n"
	"       count(DISTINCT CASE WHEN c.change = 'changed' THEN c.resource_id END) AS changed\n"
	"  FROM comparison AS k\n"
	"  JOIN change AS c ON c.entity = k.entity AND c.is_moving = 0\n"
	" WHERE k.is_compared = 1\n"
	" GROUP BY k.entity\n"
	" ORDER BY count(DISTINCT c.resource_id) DESC, k.entity LIMIT 8";

/* A thing is what one report found. */
struct thing {
	const struct finding *first; /* the gravest one */
	size_t count;
};

static int by_weight(const void *left, const void *right)
{
	const struct thing *a = left, *b = right;

	if (a->first->severity != b->first->severity)
		return a->first->severity > b->first->severity ? -1 : 1;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return (a->first->number > b->first->number) - (a->first->number < b->first->number);
}

static struct thing *find_thing(struct thing *things, size_t count, const struct finding *finding)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(things[i].first->fields[FIELD_REPORT], finding->fields[FIELD_REPORT]))
			return &things[i];
	return NULL;
}

/* Open findings by report, the gravest first; the caller frees. */
static struct thing *gather(const struct finding_list *list, size_t *count)
{
	struct thing *things = memory_alloc((list->reports + 1) * sizeof(*things));
	size_t open = finding_list_open(list);

	*count = 0;
	for (size_t i = 0; i < open; i++) {
		struct thing *thing = find_thing(things, *count, &list->items[i]);

		if (!thing) {
			thing = &things[(*count)++];
			*thing = (struct thing){ .first = &list->items[i] };
		}
		thing->count++;
	}
	if (*count)
		qsort(things, *count, sizeof(*things), by_weight);
	return things;
}

static bool compares(const struct summary *summary, const struct thing *thing)
{
	struct str id = thing->first->fields[FIELD_REPORT];
	const struct catalogue *catalogue = summary->session->catalogue;

	for (size_t i = 0; i < catalogue_count(catalogue); i++)
		if (str_equal(str_of(catalogue_at(catalogue, i)->id), id))
			return catalogue_at(catalogue, i)->before_count > 0;
	return false;
}

static void say_thing(struct summary *summary, const struct thing *thing)
{
	struct str title = thing->first->fields[FIELD_TITLE];

	buffer_printf(&summary->line, "%s: %.*s (%zu)", severity_name(thing->first->severity),
		      (int)title.length, title.data, thing->count);
	say_line(summary, true);
}

/* What the reports make of the changes; those for information explain themselves. */
static void say_meanings(struct summary *summary, const struct thing *things, size_t count)
{
	bool is_first = true;

	for (size_t i = 0; i < count; i++) {
		if (things[i].first->severity == SEVERITY_INFO || !compares(summary, &things[i]))
			continue;
		if (is_first)
			putc('\n', summary->prose.out);
		is_first = false;
		say_thing(summary, &things[i]);
	}
}

/* Of the newest way of asking each report; NULL where nobody has compared the two snapshots. */
static const char moves_sql[] =
	"SELECT sum(fresh), sum(reopened), sum(resolved) FROM answer\n"
	" WHERE snapshot_at = (SELECT at FROM moment) AND fresh IS NOT NULL\n"
	"   AND question_id IN (SELECT max(question_id) FROM question GROUP BY report)";

/* Which findings came and went is known when a replay has told. */
static int say_moves(struct summary *summary, struct error *err)
{
	static const char *const words[] = { "new", "back again", "resolved" };
	sqlite3_stmt *moves = store_prepare(&summary->session->store, err, moves_sql);
	const char *before = "Findings since then: ";

	if (!moves || store_step(moves, err) < 0) {
		sqlite3_finalize(moves);
		return -1;
	}
	if (sqlite3_column_type(moves, 0) == SQLITE_NULL)
		buffer_puts(&summary->line, "Which findings came and went is told once 'stocktake "
			    "replay' has compared the snapshots");
	else
		for (int i = 0; i < 3; i++, before = ", ")
			buffer_printf(&summary->line, "%s%d %s", before,
				      sqlite3_column_int(moves, i), words[i]);
	buffer_puts(&summary->line, ".");
	sqlite3_finalize(moves);
	return 0;
}

static int say_changes(struct summary *summary, const struct thing *things, size_t count,
		       struct error *err)
{
	struct store *store = &summary->session->store;
	char before[TIMESTAMP_SIZE];
	int64_t rows, days;

	if (!store->has_before) {
		prose_heading(&summary->prose, 2, "What changed");
		prose_say(&summary->prose, false,
			  "This is the first snapshot, so there is nothing to compare it with.");
		return 0;
	}
	timestamp_format(store->before, before);
	days = (store->moment - store->before) / SECONDS_PER_DAY;
	buffer_printf(&summary->line, "What changed since %.10s", before);
	prose_heading(&summary->prose, 2, summary->line.data);
	buffer_clear(&summary->line);
	buffer_printf(&summary->line, "The snapshot before is %" PRId64 " day%s older. ", days,
		      plural((size_t)days));
	if (say_moves(summary, err) < 0)
		return -1;
	say_line(summary, false);
	if (prose_select(&summary->prose, store, changes_sql, &rows, err) < 0)
		return -1;
	if (rows == 0)
		prose_say(&summary->prose, false, "Nothing that both snapshots hold has changed.");
	say_meanings(summary, things, count);
	return 0;
}

/* --- The worst ----------------------------------------------------------------------------- */

enum { WORST_SEVERITY, WORST_COUNT, WORST_TITLE, WORST_FIRST, WORST_COLUMNS };

static const struct result_column worst_columns[WORST_COLUMNS] = {
	[WORST_SEVERITY] = { "severity", RESULT_TEXT },
	[WORST_COUNT] = { "findings", RESULT_INTEGER },
	[WORST_TITLE] = { "what", RESULT_TEXT },
	[WORST_FIRST] = { "for example", RESULT_TEXT },
};

static struct cell text_cell(struct str text)
{
	return (struct cell){ .type = text.length ? CELL_TEXT : CELL_NULL, .text = text };
}

/* The name that people know it by. */
static struct str name_of(const struct finding *finding)
{
	static const enum finding_field fields[] = { FIELD_NAME, FIELD_OWNER_NAME,
						     FIELD_ENVIRONMENT_NAME, FIELD_ID };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (finding->fields[fields[i]].length)
			return finding->fields[fields[i]];
	return (struct str){ "", 0 };
}

static void say_worst(struct summary *summary, const struct thing *things, size_t count)
{
	const struct result_head head = {
		.reason = "", .columns = worst_columns, .column_count = WORST_COLUMNS,
	};
	struct cell cells[WORST_COLUMNS];

	prose_heading(&summary->prose, 2, "The ten worst things");
	if (count == 0) {
		prose_say(&summary->prose, false,
			  "No report that could be judged found anything.");
		return;
	}
	prose_say(&summary->prose, false, "One line a report: how grave its gravest finding is, and how many there are.");
	prose_table_begin(&summary->prose, &head);
	for (size_t i = 0; i < count && i < WORST; i++) {
		const struct finding *first = things[i].first;

		cell_set_text(&cells[WORST_SEVERITY], severity_name(first->severity));
		cell_set_int(&cells[WORST_COUNT], (int64_t)things[i].count);
		cells[WORST_TITLE] = text_cell(first->fields[FIELD_TITLE]);
		cells[WORST_FIRST] = text_cell(name_of(first));
		page_row(&summary->prose.page, cells);
	}
	prose_table_end(&summary->prose);
}

/* --- What could not be judged -------------------------------------------------------------- */

enum { FETCH_FORMAT, FETCH_TITLE, FETCH_GAIN, FETCH_COLUMNS };

static const struct result_column fetch_columns[FETCH_COLUMNS] = {
	[FETCH_FORMAT] = { "format", RESULT_TEXT },
	[FETCH_TITLE] = { "file", RESULT_TEXT },
	[FETCH_GAIN] = { "what it gives", RESULT_TEXT },
};

static const char *gain_of(const struct advice *advice, struct buffer *line)
{
	buffer_clear(line);
	if (advice->answered)
		buffer_printf(line, "%zu more report%s can be judged", advice->answered,
			      plural(advice->answered));
	else if (advice->helped)
		buffer_printf(line, "a part of what %zu report%s lack", advice->helped,
			      plural(advice->helped));
	else
		buffer_printf(line, "%zu report%s become%s complete", advice->completed,
			      plural(advice->completed), advice->completed == 1 ? "s" : "");
	return line->data;
}

static void say_files(struct summary *summary, const struct coverage *coverage)
{
	const struct result_head head = {
		.reason = "", .columns = fetch_columns, .column_count = FETCH_COLUMNS,
	};
	struct cell cells[FETCH_COLUMNS];

	prose_table_begin(&summary->prose, &head);
	for (size_t i = 0; i < coverage->next_count && i < FETCH; i++) {
		const struct format_summary *format = &coverage->formats[coverage->next[i].format];

		cell_set_text(&cells[FETCH_FORMAT], format->name);
		cell_set_text(&cells[FETCH_TITLE], format->title);
		cell_set_text(&cells[FETCH_GAIN], gain_of(&coverage->next[i], &summary->line));
		page_row(&summary->prose.page, cells);
	}
	prose_table_end(&summary->prose);
	buffer_clear(&summary->line);
	if (coverage->next_count <= FETCH)
		return;
	buffer_printf(&summary->line, "%zu further kinds of file would help: 'stocktake inspect "
		      "--coverage' lists them, 'stocktake formats --collect FORMAT' tells how to get "
		      "one.", coverage->next_count - FETCH);
	putc('\n', summary->prose.out);
	say_line(summary, false);
}

static int say_unknown(struct summary *summary, struct error *err)
{
	const struct finding_list *list = summary->list;
	size_t unknown = finding_list_gaps(list, STATUS_NOT_EVALUATED);
	size_t partial = finding_list_gaps(list, STATUS_PARTIAL);
	struct coverage coverage;
	int result;

	prose_heading(&summary->prose, 2, "What could not be judged");
	buffer_printf(&summary->line, "Of %zu reports %zu could be judged in full, %zu in part, and %zu "
		      "not at all.", list->reports, list->reports - unknown - partial, partial,
		      unknown);
	if (unknown)
		buffer_puts(&summary->line, " Where nothing was judged, nothing is known: that is no "
			    "all-clear. These files would help most, one after the other:");
	say_line(summary, false);
	result = coverage_open(&coverage, summary->session, err);
	if (result == 0 && coverage.next_count)
		say_files(summary, &coverage);
	coverage_close(&coverage);
	return result;
}

/* --- The age of the evidence --------------------------------------------------------------- */

static const char files_sql[] =
	"SELECT count(*) FROM source_file WHERE snapshot_at = (SELECT at FROM moment)"
	" AND layout IS NOT 'container' AND format IS NOT NULL";

/* What this snapshot did not collect, and an earlier one did. */
static const char older_sql[] =
	"SELECT c.entity AS \"last known of\", substr(datetime(max(c.snapshot_at), 'unixepoch'), 1, 10)\n"
	"       AS collected, (m.at - max(c.snapshot_at)) / 86400 AS days\n"
	"  FROM coverage AS c CROSS JOIN moment AS m\n"
	" WHERE c.snapshot_at <= m.at\n"
	" GROUP BY c.entity HAVING max(c.snapshot_at) < m.at\n"
	" ORDER BY days DESC, c.entity LIMIT 8";

/* When the rows were last written at their source. */
static const char frozen_sql[] =
	"SELECT f.resource_kind AS \"newest row of\",\n"
	"       substr(datetime(max(f.newest_at), 'unixepoch'), 1, 10) AS written,\n"
	"       (m.at - max(f.newest_at)) / 86400 AS days\n"
	"  FROM freshness AS f CROSS JOIN moment AS m\n"
	" WHERE f.newest_at IS NOT NULL\n"
	" GROUP BY f.resource_kind HAVING (m.at - max(f.newest_at)) / 86400 > 7\n"
	" ORDER BY days DESC, f.resource_kind LIMIT 8";

static int say_age(struct summary *summary, struct error *err)
{
	struct store *store = &summary->session->store;
	char at[TIMESTAMP_SIZE];
	int64_t files, older, frozen;

	if (store_int64(store, err, files_sql, 0, &files) < 0)
		return -1;
	prose_heading(&summary->prose, 2, "How old the evidence is");
	timestamp_format(store->moment, at);
	buffer_printf(&summary->line, "The snapshot describes %s and stands on %" PRId64 " file%s.",
		      at, files, plural((size_t)files));
	say_line(summary, false);
	if (prose_select(&summary->prose, store, older_sql, &older, err) < 0 ||
	    prose_select(&summary->prose, store, frozen_sql, &frozen, err) < 0)
		return -1;
	if (older == 0 && frozen == 0)
		prose_say(&summary->prose, false,
			  "All of it was collected for this snapshot, and nothing in it looks frozen.");
	return 0;
}

/* --- All of it ------------------------------------------------------------------------------ */

static int say_all(struct summary *summary, struct error *err)
{
	struct thing *things;
	size_t count;
	int result;

	if (!summary->session->document.has_snapshot)
		return error_set(err, "the store holds no snapshot");
	things = gather(summary->list, &count);
	say_title(summary);
	say_posture(summary);
	result = say_changes(summary, things, count, err);
	if (result == 0) {
		say_worst(summary, things, count);
		result = say_unknown(summary, err);
	}
	if (result == 0)
		result = say_age(summary, err);
	free(things);
	return result;
}

int summary_write(const struct destination *destination, enum summary_style style,
		  struct session *session, const struct finding_list *list, struct error *err)
{
	struct summary summary = {
		.session = session,
		.list = list,
		.line = BUFFER_INIT(LINE_LIMIT),
	};
	int result;

	prose_open(&summary.prose, destination, style == SUMMARY_MARKDOWN);
	result = say_all(&summary, err);
	if (prose_close(&summary.prose, err) < 0)
		result = -1;
	buffer_release(&summary.line);
	return result;
}
