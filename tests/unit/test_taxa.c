/* SPDX-License-Identifier: MIT
 * Ids of public catalogues are found in free text, and only whole ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/taxa.h"
#include "base/buffer.h"
#include "base/limits.h"

static void finds_whole_ids(void **state)
{
	static const struct {
		const char *refs, *found;
	} samples[] = {
		{ "", "" },
		{ "OWASP LCNC-SEC-08; MITRE T1552; CWE-798", "m:T1552 c:CWE-798 " },
		{ "MITRE T1078.004.", "m:T1078.004 " },
		{ "(T1048), T1567", "m:T1048 m:T1567 " },
		{ "MT1552 T155 T15522 T1552.4 T1552.0045 t1552", "" },
		{ "CWE- CWE-79x XCWE-79 CWE798 CWE-79", "c:CWE-79 " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct buffer found = BUFFER_INIT(MIB);
		struct str refs = str_of(samples[i].refs);
		struct taxon taxon;

		buffer_puts(&found, "");
		while (taxon_next(&refs, &taxon))
			buffer_printf(&found, "%s:%.*s ",
				      taxon.taxonomy == TAXONOMY_MITRE ? "m" : "c",
				      (int)taxon.id.length, taxon.id.data);
		assert_string_equal(found.data ? found.data : "", samples[i].found);
		buffer_release(&found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(finds_whole_ids) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
