/* SPDX-License-Identifier: MIT
 * The data of the HTML page that is no report's: whose tenant it is and when, the files with their
 * hashes and account, what the snapshot saw whole, and which source formats there are.
 */
#include "html.h"

#include <string.h>

#include "importers/import.h"
#include "store/store.h"

#include "command.h"
#include "json.h"
#include "report_json.h"

static const char snapshots_sql[] =
	"SELECT s.snapshot_at, s.label, count(DISTINCT f.path) AS files,"
	" sum(f.records_kept) AS records, s.snapshot_at = ?1 AS is_shown\n"
	"  FROM snapshot AS s\n"
	"  LEFT JOIN source_file AS f ON f.snapshot_at = s.snapshot_at AND f.layout IS NOT 'container'\n"
	" GROUP BY s.snapshot_at, s.label ORDER BY s.snapshot_at DESC";

static const char files_sql[] =
	"SELECT path, coalesce(format, iif(layout = 'container', layout, 'not recognised')) AS format,"
	" records_read AS read, records_kept AS kept, records_merged AS merged,"
	" records_rejected AS rejected,"
	" coalesce(reason, iif(is_complete, NULL, 'not the whole of it')) AS remark,"
	" bytes, modified_at, sha256\n"
	"  FROM source_file\n WHERE snapshot_at = ?1\n ORDER BY path, format";

static const char coverage_sql[] =
	"SELECT entity || iif(resource_kind = '', '', ' of ' || resource_kind) AS entity,\n"
	"       CASE\n"
	"         WHEN sum(scope = 'tenant') THEN 'all of the tenant'\n"
	"         WHEN sum(scope = 'environment') THEN 'all of '\n"
	"           || sum(scope = 'environment') || ' environments'\n"
	"         WHEN sum(scope = 'object') THEN 'all of ' || sum(scope = 'object') || ' objects'\n"
	"         ELSE 'a part' END AS seen\n"
	"  FROM coverage\n WHERE snapshot_at = ?1\n"
	" GROUP BY coverage.entity, resource_kind ORDER BY 1";

/* Columns of our own statements, whose times and booleans are told by their names. */
static enum value_kind kind_of(const char *name)
{
	size_t length = strlen(name);

	if (length > 3 && strcmp(name + length - 3, "_at") == 0)
		return RESULT_TIME;
	return strncmp(name, "is_", 3) == 0 ? RESULT_BOOL : RESULT_TEXT;
}

static void print_columns(FILE *out, sqlite3_stmt *statement)
{
	int count = sqlite3_column_count(statement);

	for (int i = 0; i < count; i++) {
		const char *name = sqlite3_column_name(statement, i);

		fputs(i ? ", [" : "[", out);
		json_text(out, name);
		fputs(", ", out);
		json_text(out, value_kind_name(kind_of(name)));
		putc(']', out);
	}
}

static void print_row(FILE *out, sqlite3_stmt *statement)
{
	int count = sqlite3_column_count(statement);
	struct cell cell;

	for (int i = 0; i < count; i++) {
		fputs(i ? "," : "[", out);
		cell_read(&cell, statement, i, kind_of(sqlite3_column_name(statement, i)));
		json_cell(out, &cell);
	}
	putc(']', out);
}

static void print_table(struct page *page, const char *name, const char *sql)
{
	sqlite3_stmt *statement = store_prepare(page->document->store, &page->problem, sql);
	const char *before = "\n";

	if (!statement)
		return;
	fprintf(page->stream, ",\n\"%s\": {\"columns\": [", name);
	print_columns(page->stream, statement);
	fputs("], \"rows\": [", page->stream);
	sqlite3_bind_int64(statement, 1, page->document->at);
	while (store_step(statement, &page->problem) == SQLITE_ROW) {
		fputs(before, page->stream);
		print_row(page->stream, statement);
		before = ",\n";
	}
	fputs("]}", page->stream);
	sqlite3_finalize(statement);
}

static void print_formats(FILE *out, struct formats *formats)
{
	fputs(",\n\"formats\": {", out);
	for (size_t i = 0; i < formats_count(formats); i++) {
		const struct format_summary summary = formats_at(formats, i);

		fputs(i ? ",\n" : "\n", out);
		json_text(out, summary.name);
		fputs(": ", out);
		json_text(out, summary.title);
	}
	putc('}', out);
}

void html_evidence(struct page *page)
{
	const struct document *document = page->document;

	html_data_open(page->stream, "document", "");
	report_json_document(page->stream, document);
	fputs(", \"tenant_name\": ", page->stream);
	json_text(page->stream, document->tenant_name);
	fputs(", \"version\": ", page->stream);
	json_text(page->stream, program_version);
	if (document->store && document->has_snapshot) {
		print_table(page, "snapshots", snapshots_sql);
		print_table(page, "files", files_sql);
		print_table(page, "coverage", coverage_sql);
	}
	if (document->formats)
		print_formats(page->stream, document->formats);
	putc('}', page->stream);
	html_data_close(page->stream);
}
