/* SPDX-License-Identifier: MIT
 * The top of the HTML page: which tenant and when, what was found by severity, what could not be
 * answered and what would answer it.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/timestamp.h"

#include "command.h"
#include "html.h"

/* --- Which tenant, and when -------------------------------------------------------------- */

static void put_fact(FILE *out, const char *name, const char *text)
{
	if (!text)
		return;
	fprintf(out, "<div><dt>%s</dt><dd>", name);
	html_text(out, text);
	fputs("</dd></div>\n", out);
}

static void put_header(FILE *out, const struct document *document)
{
	char at[TIMESTAMP_SIZE] = "the store holds no snapshot";

	if (document->has_snapshot)
		timestamp_format(document->at, at);
	fputs("<header>\n<p class=\"kicker\">Stocktake</p>\n<h1>", out);
	html_text(out, document->tenant_name ? document->tenant_name : "Power Platform tenant");
	fputs("</h1>\n<dl class=\"facts\">\n", out);
	put_fact(out, "Snapshot", at);
	put_fact(out, "Label", document->label);
	put_fact(out, "Tenant id", document->tenant ? document->tenant : "not told by the files");
	put_fact(out, "Program", program_version);
	fputs("</dl>\n</header>\n", out);
}

/* --- What was found ---------------------------------------------------------------------- */

enum verdict { FOUND, CLEAN, CLEAN_IN_PART, UNKNOWN, VERDICT_COUNT };

struct posture {
	int64_t findings;
	int64_t reports[VERDICT_COUNT];
};

static enum verdict verdict_of(const struct answer *answer)
{
	static const enum verdict empty[] = {
		[STATUS_COMPLETE] = CLEAN,
		[STATUS_PARTIAL] = CLEAN_IN_PART,
		[STATUS_NOT_EVALUATED] = UNKNOWN,
	};

	return answer->count ? FOUND : empty[answer->status];
}

static bool is_rule(const struct answer *answer)
{
	return answer->report->resource_column != NULL;
}

static void judge(const struct answers *answers, struct posture postures[SEVERITY_COUNT])
{
	for (size_t i = 0; i < answers->count; i++) {
		const struct answer *answer = &answers->items[i];

		if (!is_rule(answer))
			continue;
		postures[answer->report->severity].reports[verdict_of(answer)]++;
		for (size_t s = 0; s < SEVERITY_COUNT; s++)
			postures[s].findings += answer->by_severity[s];
	}
}

static void put_number(FILE *out, int64_t number)
{
	fprintf(out, "<td class=\"number%s\">%" PRId64 "</td>", number ? "" : " zero", number);
}

static void put_posture(FILE *out, const struct answers *answers)
{
	struct posture postures[SEVERITY_COUNT] = { 0 };

	judge(answers, postures);
	fputs("<section>\n<h2>Posture</h2>\n<div class=\"scroll\"><table class=\"posture\">\n"
	      "<thead><tr><th>Severity</th><th class=\"number\">Findings</th>"
	      "<th class=\"number\">Rules with findings</th><th class=\"number\">Clean</th>"
	      "<th class=\"number\">Clean, as far as known</th>"
	      "<th class=\"number\">Not evaluated</th></tr></thead>\n<tbody>\n",
	      out);
	for (int s = SEVERITY_CRITICAL; s >= SEVERITY_INFO; s--) {
		fputs("<tr><th scope=\"row\">", out);
		html_badge(out, (enum severity)s);
		fputs("</th>", out);
		put_number(out, postures[s].findings);
		for (int verdict = FOUND; verdict < VERDICT_COUNT; verdict++)
			put_number(out, postures[s].reports[verdict]);
		fputs("</tr>\n", out);
	}
	fputs("</tbody></table></div>\n</section>\n", out);
}

static int by_weight(const void *left, const void *right)
{
	const struct answer *a = *(const struct answer *const *)left;
	const struct answer *b = *(const struct answer *const *)right;

	if (a->report->severity != b->report->severity)
		return a->report->severity < b->report->severity ? 1 : -1;
	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return a < b ? -1 : a > b;
}

static void put_link(FILE *out, const struct report *report)
{
	fputs("<a href=\"#r-", out);
	html_text(out, report->id);
	fputs("\">", out);
	html_text(out, report->title);
	fputs("</a>", out);
}

static void put_finding_line(FILE *out, const struct answer *answer)
{
	fputs("<tr><td>", out);
	html_badge(out, answer->report->severity);
	fputs("</td><td>", out);
	put_link(out, answer->report);
	if (answer->status == STATUS_PARTIAL)
		fputs(" <span class=\"status partial\">partial</span>", out);
	fputs("</td>", out);
	put_number(out, answer->count);
	fputs("</tr>\n", out);
}

/* The rules with findings, the gravest first. */
static void put_findings(FILE *out, const struct answers *answers)
{
	const struct answer **found =
		memory_alloc((answers->count + 1) * sizeof(const struct answer *));
	size_t count = 0;

	for (size_t i = 0; i < answers->count; i++)
		if (is_rule(&answers->items[i]) && answers->items[i].count)
			found[count++] = &answers->items[i];
	if (count) {
		qsort(found, count, sizeof(const struct answer *), by_weight);
		fputs("<section>\n<h2>Findings</h2>\n<div class=\"scroll\">"
		      "<table class=\"list findings\">\n",
		      out);
		for (size_t i = 0; i < count; i++)
			put_finding_line(out, found[i]);
		fputs("</table></div>\n</section>\n", out);
	}
	free(found);
}

/* --- What is not known -------------------------------------------------------------------- */

static void put_gap(FILE *out, const struct answer *answer, struct formats *formats)
{
	fputs("<tr><td>", out);
	put_link(out, answer->report);
	fputs("</td><td>", out);
	html_text(out, answer->reason);
	html_missing(out, answer->missing, answer->missing_count, formats);
	fputs("</td></tr>\n", out);
}

static void put_gaps(FILE *out, const struct answers *answers, enum status status,
		     const char *title, struct formats *formats)
{
	size_t count = 0;

	for (size_t i = 0; i < answers->count; i++)
		count += answers->items[i].status == status;
	if (!count)
		return;
	fprintf(out,
		"<details class=\"gaps\"%s><summary>%s: %zu</summary>\n"
		"<div class=\"scroll\"><table class=\"list\">\n",
		status == STATUS_NOT_EVALUATED ? " open" : "", title, count);
	for (size_t i = 0; i < answers->count; i++)
		if (answers->items[i].status == status)
			put_gap(out, &answers->items[i], formats);
	fputs("</table></div></details>\n", out);
}

void html_overview(struct page *page, const struct answers *answers)
{
	put_header(page->stream, page->document);
	put_posture(page->stream, answers);
	put_findings(page->stream, answers);
	fputs("<section>\n<h2>What is not known</h2>\n", page->stream);
	put_gaps(page->stream, answers, STATUS_NOT_EVALUATED, "Reports that could not be evaluated",
		 page->document->formats);
	put_gaps(page->stream, answers, STATUS_PARTIAL, "Reports on partial evidence",
		 page->document->formats);
	fputs("</section>\n", page->stream);
	html_sources(page);
	fputs("<h2>Reports</h2>\n", page->stream);
}
