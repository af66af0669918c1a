/* SPDX-License-Identifier: MIT
 * Report headers of any bytes: parsed or refused with a message, never read past their end, and
 * what was parsed is whole.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "queries/header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
	if (!holds)
		abort();
}

static void check(const struct report *report)
{
	size_t length = strlen(report->source);

	must(report->title[0] != '\0');
	must(report->sql >= report->source && report->sql < report->source + length);
	for (size_t i = 0; i < report->need_count; i++)
		must(report->needs[i].entity[0] != '\0');
	for (size_t i = 0; i < report->param_count; i++)
		must(report->params[i].name[0] != '\0' && report->params[i].fallback[0] != '\0');
	must((report->resource_column == NULL) ==
	     (report->resource_kind == NULL && report->resource_kind_column == NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct error err = ERROR_INIT;
	struct report report;

	if (header_parse(&arena, "fuzz.sql", (struct str){ (const char *)data, size }, &report,
			 &err) == 0)
		check(&report);
	else
		must(err.text[0] != '\0');
	arena_release(&arena);
	return 0;
}
