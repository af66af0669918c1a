/* SPDX-License-Identifier: MIT
 * Waivers: what matches what, what has expired, and which files are refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "analyze/waivers.h"

enum { MOMENT = 1793520000 }; /* 2026-11-01T08:00:00Z */

static char path[] = "/tmp/stocktake-waivers-XXXXXX";

static int read_text(struct waivers *waivers, const char *text, struct error *err)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	*waivers = (struct waivers){ 0 };
	return waivers_read(waivers, path, MOMENT, err);
}

static void open_waivers(struct waivers *waivers, const char *text)
{
	struct error err = ERROR_INIT;

	if (read_text(waivers, text, &err) < 0)
		fail_msg("%s", err.text);
}

/* The reason of the waiver that matches, or "-". */
static const char *reason_for(struct waivers *waivers, const char *report, const char *id,
			      const char *fingerprint)
{
	const struct finding finding = { .fields = {
						 [FIELD_REPORT] = str_of(report),
						 [FIELD_ID] = str_of(id),
						 [FIELD_FINGERPRINT] = str_of(fingerprint),
					 } };
	const struct waiver *waiver = waivers_match(waivers, &finding);

	return waiver ? waiver->cells[WAIVER_REASON].data : "-";
}

static void a_waiver_is_for_a_resource_a_fingerprint_or_all(void **state)
{
	struct waivers waivers;

	(void)state;
	open_waivers(&waivers, "report,resource,reason\n"
			       "a,F-1,of one resource\n"
			       "*,abc,of one finding\n"
			       "b,*,of one report\n");
	assert_string_equal(reason_for(&waivers, "a", "f-1", "x"), "of one resource");
	assert_string_equal(reason_for(&waivers, "a", "F-1", "x"), "of one resource");
	assert_string_equal(reason_for(&waivers, "a", "f-2", "x"), "-");
	assert_string_equal(reason_for(&waivers, "c", "f-1", "x"), "-");
	assert_string_equal(reason_for(&waivers, "c", "f-9", "abc"), "of one finding");
	assert_string_equal(reason_for(&waivers, "b", "f-9", "x"), "of one report");
	assert_string_equal(reason_for(&waivers, "b", "", "x"), "of one report");
	waivers_release(&waivers);
}

static void an_expired_waiver_gives_way(void **state)
{
	struct waivers waivers;

	(void)state;
	open_waivers(&waivers, "until;report;resource;reason;owner\r\n"
			       "2026-10-31;a;f-1;too old;\r\n"
			       "2026-11-01;a;f-2;the last day;Ops\r\n"
			       "\r\n"
			       ";a;f-1;for ever;\r\n");
	assert_int_equal(waivers.count, 3);
	assert_string_equal(reason_for(&waivers, "a", "f-1", "x"), "for ever");
	assert_string_equal(reason_for(&waivers, "a", "f-2", "x"), "the last day");
	waivers_release(&waivers);
}

static char *told(const struct waivers *waivers)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(out);
	waivers_tell(waivers, out);
	fclose(out);
	return text;
}

static void assert_told(const struct waivers *waivers, const char *expected)
{
	char *text = told(waivers);

	assert_string_equal(text, expected);
	free(text);
}

static void a_waiver_is_useless_only_when_its_report_was_answered(void **state)
{
	struct waivers waivers;
	char expected[200];

	(void)state;
	open_waivers(&waivers, "report,resource,reason\na,f-1,x\nb,f-1,x\n*,f-7,x\n");
	assert_told(&waivers, "");
	waivers_try(&waivers, "a");
	snprintf(expected, sizeof(expected), "stocktake: %s: row 2 matches no finding\n", path);
	assert_told(&waivers, expected);
	reason_for(&waivers, "a", "f-1", "x");
	assert_told(&waivers, "");
	waivers_try(&waivers, NULL);
	snprintf(expected, sizeof(expected), "stocktake: %s: row 4 matches no finding\n", path);
	assert_told(&waivers, expected);
	waivers_release(&waivers);
}

static void what_could_be_misunderstood_is_refused(void **state)
{
	static const struct {
		const char *text, *message;
	} files[] = {
		{ "", "row 1: no column 'report'" },
		{ "report,resource\na,b\n", "row 1: no column 'reason'" },
		{ "report,resource,reason,untill\n", "row 1: there is no column (report, resource, "
						     "reason, owner, until) 'untill'" },
		{ "report,resource,reason,report\n", "row 1: a second column 'report'" },
		{ "report,resource,reason\na,f-1,\n", "row 2: it has no 'reason'" },
		{ "report,resource,reason\na,f-1,x\n,f-1,x\n", "row 3: it has no 'report'" },
		{ "report,resource,reason\na,f-1,x,y\n", "row 2: more cells than columns, at 'y'" },
		{ "report,resource,reason,until\na,f-1,x,1/2/2026\n", "row 2: not a time: '1/2/2026'" },
		{ "report,resource,reason\n\"a\"b,f,x\n", "no CSV" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct error err = ERROR_INIT;
		struct waivers waivers;

		assert_int_equal(read_text(&waivers, files[i].text, &err), -1);
		if (!strstr(err.text, files[i].message))
			fail_msg("'%s', not '%s'", err.text, files[i].message);
		waivers_release(&waivers);
	}
}

static int make_path(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_waiver_is_for_a_resource_a_fingerprint_or_all),
		cmocka_unit_test(an_expired_waiver_gives_way),
		cmocka_unit_test(a_waiver_is_useless_only_when_its_report_was_answered),
		cmocka_unit_test(what_could_be_misunderstood_is_refused),
	};

	return cmocka_run_group_tests(tests, make_path, remove_path);
}
