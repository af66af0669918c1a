/* SPDX-License-Identifier: MIT
 * The part of the HTML page that says what was collected: the files of the snapshot with their
 * account, and what the snapshot saw whole.
 */
#include "html.h"
#include "store/store.h"

static const char account_sql[] =
	"SELECT count(DISTINCT path) FILTER (WHERE layout IS NOT 'container')\n"
	"       || ' files, '\n"
	"       || count(DISTINCT path) FILTER (WHERE format IS NULL AND layout IS NOT 'container')\n"
	"       || ' not imported; '\n"
	"       || coalesce(sum(records_read), 0) || ' records read = '\n"
	"       || coalesce(sum(records_kept), 0) || ' kept + '\n"
	"       || coalesce(sum(records_merged), 0) || ' merged + '\n"
	"       || coalesce(sum(records_rejected), 0) || ' rejected'\n"
	"  FROM source_file\n WHERE snapshot_at = ?1";

static const char files_sql[] =
	"SELECT path, coalesce(format, iif(layout = 'container', layout, 'not recognised')) AS format,"
	" records_read AS read,"
	" records_kept AS kept, records_merged AS merged, records_rejected AS rejected,"
	" coalesce(reason, iif(is_complete, NULL, 'not the whole of it')) AS remark\n"
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

static void put_row(FILE *out, sqlite3_stmt *statement)
{
	int count = sqlite3_column_count(statement);
	struct cell cell;

	fputs("<tr>", out);
	for (int i = 0; i < count; i++) {
		cell_read(&cell, statement, i, RESULT_TEXT);
		fputs(cell.type == CELL_NUMBER ? "<td class=\"number\">" : "<td>", out);
		html_str(out, cell.text);
		fputs("</td>", out);
	}
	fputs("</tr>\n", out);
}

static void put_line(struct page *page, const char *sql)
{
	sqlite3_stmt *statement = store_prepare(page->document->store, &page->problem, sql);

	if (!statement)
		return;
	sqlite3_bind_int64(statement, 1, page->document->at);
	if (store_step(statement, &page->problem) == SQLITE_ROW) {
		fputs("<p>", page->stream);
		html_str(page->stream, column_str(statement, 0));
		fputs("</p>\n", page->stream);
	}
	sqlite3_finalize(statement);
}

static void put_heading(FILE *out, sqlite3_stmt *statement)
{
	int count = sqlite3_column_count(statement);

	fputs("<div class=\"scroll\"><table class=\"list\">\n<thead><tr>", out);
	for (int i = 0; i < count; i++)
		fprintf(out, "<th>%s</th>", sqlite3_column_name(statement, i));
	fputs("</tr></thead>\n<tbody>\n", out);
}

static void put_table(struct page *page, const char *title, const char *sql)
{
	sqlite3_stmt *statement = store_prepare(page->document->store, &page->problem, sql);

	if (!statement)
		return;
	fprintf(page->stream, "<details class=\"gaps\"><summary>%s</summary>\n", title);
	put_heading(page->stream, statement);
	sqlite3_bind_int64(statement, 1, page->document->at);
	while (store_step(statement, &page->problem) == SQLITE_ROW)
		put_row(page->stream, statement);
	fputs("</tbody></table></div></details>\n", page->stream);
	sqlite3_finalize(statement);
}

void html_sources(struct page *page)
{
	if (!page->document->has_snapshot || !page->document->store)
		return;
	fputs("<section>\n<h2>What was collected</h2>\n", page->stream);
	put_line(page, account_sql);
	put_table(page, "Files", files_sql);
	put_table(page, "What the snapshot saw", coverage_sql);
	fputs("</section>\n", page->stream);
}
