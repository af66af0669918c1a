/* SPDX-License-Identifier: MIT
 * Rules are written when all are known. A rule names its taxa by their index, which SARIF counts
 * within each taxonomy.
 */
#include "sarif_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include "json.h"

const char *sarif_level(enum severity severity)
{
	static const char *const levels[] = {
		[SEVERITY_INFO] = "note",  [SEVERITY_LOW] = "note",       [SEVERITY_MEDIUM] = "warning",
		[SEVERITY_HIGH] = "error", [SEVERITY_CRITICAL] = "error",
	};

	return levels[severity];
}

/* --- Taxa --------------------------------------------------------------------------------- */

static int by_id(const void *left, const void *right)
{
	const struct taxon *a = left, *b = right;
	size_t length = a->id.length < b->id.length ? a->id.length : b->id.length;
	int order = memcmp(a->id.data, b->id.data, length);

	if (a->taxonomy != b->taxonomy)
		return a->taxonomy < b->taxonomy ? -1 : 1;
	return order ? order : (a->id.length > b->id.length) - (a->id.length < b->id.length);
}

static size_t find_taxon(const struct sarif_rules *rules, const struct taxon *taxon)
{
	size_t i = 0;

	while (i < rules->taxon_count && by_id(&rules->taxa[i], taxon) != 0)
		i++;
	return i;
}

static void add_taxa(struct sarif_rules *rules, const char *text)
{
	struct str refs = str_of(text);
	struct taxon taxon;

	while (taxon_next(&refs, &taxon)) {
		if (find_taxon(rules, &taxon) < rules->taxon_count)
			continue;
		rules->taxa = memory_reserve(rules->taxa, rules->taxon_count,
					     &rules->taxon_capacity, sizeof(*rules->taxa));
		rules->taxa[rules->taxon_count++] = taxon;
	}
}

/* Where the taxonomy's own taxa begin. */
static size_t first_of(const struct sarif_rules *rules, enum taxonomy taxonomy)
{
	size_t i = 0;

	while (i < rules->taxon_count && rules->taxa[i].taxonomy < taxonomy)
		i++;
	return i;
}

static bool has_taxonomy(const struct sarif_rules *rules, enum taxonomy taxonomy)
{
	size_t i = first_of(rules, taxonomy);

	return i < rules->taxon_count && rules->taxa[i].taxonomy == taxonomy;
}

void sarif_rules_add(struct sarif_rules *rules, const struct result_head *head)
{
	rules->items = memory_reserve(rules->items, rules->count, &rules->capacity,
				      sizeof(*rules->items));
	rules->items[rules->count++] = (struct sarif_rule){
		.report = head->report,
		.status = head->status,
		.reason = memory_copy(head->reason, strlen(head->reason)),
	};
	add_taxa(rules, head->report->refs);
}

/* --- Rules -------------------------------------------------------------------------------- */

static void put_text(FILE *out, const char *name, struct str text)
{
	if (!text.length)
		return;
	fprintf(out, ", \"%s\": {\"text\": ", name);
	json_str(out, text);
	putc('}', out);
}

static struct str first_paragraph(const char *text)
{
	const char *end = strstr(text, "\n\n");

	return (struct str){ text, end ? (size_t)(end - text) : strlen(text) };
}

static void put_relationships(FILE *out, const struct sarif_rules *rules, const char *text)
{
	struct str refs = str_of(text);
	struct taxon taxon;
	size_t count = 0;

	while (taxon_next(&refs, &taxon)) {
		fputs(count++ ? ", " : ", \"relationships\": [", out);
		fputs("{\"target\": {\"id\": ", out);
		json_str(out, taxon.id);
		fprintf(out, ", \"index\": %zu, \"toolComponent\": {\"name\": ",
			find_taxon(rules, &taxon) - first_of(rules, taxon.taxonomy));
		json_text(out, taxonomy_name(taxon.taxonomy));
		fputs("}}, \"kinds\": [\"relevant\"]}", out);
	}
	if (count)
		putc(']', out);
}

static void put_rule_properties(FILE *out, const struct report *report)
{
	fprintf(out, ", \"properties\": {\"severity\": \"%s\", \"tags\": [",
		severity_name(report->severity));
	json_text(out, report->group);
	if (*report->rule) {
		fputs(", ", out);
		json_text(out, report->rule);
	}
	fputs("]", out);
	if (*report->refs) {
		fputs(", \"refs\": ", out);
		json_text(out, report->refs);
	}
	putc('}', out);
}

static void put_rule(FILE *out, const struct sarif_rules *rules, const struct report *report)
{
	fputs("{\"id\": ", out);
	json_text(out, report->id);
	put_text(out, "shortDescription", str_of(report->title));
	put_text(out, "fullDescription", first_paragraph(report->text));
	put_text(out, "help", str_of(report->text));
	fprintf(out, ", \"defaultConfiguration\": {\"level\": \"%s\"}",
		sarif_level(report->severity));
	put_relationships(out, rules, report->refs);
	put_rule_properties(out, report);
	putc('}', out);
}

static void put_taxonomies(FILE *out, const struct sarif_rules *rules)
{
	const char *before = ",\n\"taxonomies\": [\n";

	if (!rules->taxon_count)
		return;
	for (int i = 0; i < TAXONOMY_COUNT; i++) {
		enum taxonomy taxonomy = (enum taxonomy)i;
		const char *next = "";

		if (!has_taxonomy(rules, taxonomy))
			continue;
		fprintf(out, "%s{\"name\": ", before);
		json_text(out, taxonomy_name(taxonomy));
		fputs(", \"taxa\": [", out);
		for (size_t k = first_of(rules, taxonomy);
		     k < rules->taxon_count && rules->taxa[k].taxonomy == taxonomy; k++) {
			fprintf(out, "%s{\"id\": ", next);
			json_str(out, rules->taxa[k].id);
			putc('}', out);
			next = ", ";
		}
		fputs("]}", out);
		before = ",\n";
	}
	putc(']', out);
}

void sarif_rules_write(struct sarif_rules *rules, FILE *out)
{
	if (rules->taxon_count)
		qsort(rules->taxa, rules->taxon_count, sizeof(*rules->taxa), by_id);
	fputs(",\n\"notifications\": [{\"id\": \"not-evaluated\", \"shortDescription\": {\"text\": "
	      "\"A report could not be evaluated\"}}, {\"id\": \"partial\", \"shortDescription\": "
	      "{\"text\": \"A report saw only part of the tenant\"}}],\n\"rules\": [",
	      out);
	for (size_t i = 0; i < rules->count; i++) {
		fputs(i ? ",\n" : "\n", out);
		put_rule(out, rules, rules->items[i].report);
	}
	fputs("]}}", out);
	put_taxonomies(out, rules);
}

/* --- Notifications ------------------------------------------------------------------------ */

static void put_notification(FILE *out, const struct sarif_rule *rule, size_t index)
{
	bool is_partial = rule->status == STATUS_PARTIAL;

	fprintf(out, "{\"descriptor\": {\"id\": \"%s\", \"index\": %d}, \"level\": \"%s\"",
		status_name(rule->status), is_partial, is_partial ? "note" : "warning");
	fputs(", \"message\": {\"text\": ", out);
	json_text(out, *rule->reason ? rule->reason : "its evidence is not whole");
	fputs("}, \"associatedRule\": {\"id\": ", out);
	json_text(out, rule->report->id);
	fprintf(out, ", \"index\": %zu}}", index);
}

void sarif_notifications_write(const struct sarif_rules *rules, FILE *out)
{
	const char *before = "\n";

	fputs(",\n\"invocations\": [{\"executionSuccessful\": true, "
	      "\"toolExecutionNotifications\": [",
	      out);
	for (size_t i = 0; i < rules->count; i++) {
		if (rules->items[i].status == STATUS_COMPLETE)
			continue;
		fputs(before, out);
		put_notification(out, &rules->items[i], i);
		before = ",\n";
	}
	fputs("]}]", out);
}

void sarif_rules_release(struct sarif_rules *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		free(rules->items[i].reason);
	free(rules->items);
	free(rules->taxa);
}
