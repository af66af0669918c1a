/* SPDX-License-Identifier: MIT
 * XML documents as JSON: the rule, encodings, and what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "part_case.h"

static void write_bytes(const char *name, const char *data, size_t length)
{
	FILE *file = fopen(in_folder(name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, length, file), length);
	fclose(file);
}

static void tells(const char *xml, const char *json)
{
	static const char first[] = "x.xml [xml]\n";
	const char *text;

	write_file("x.xml", xml);
	text = expanded(&xml_container, "x.xml");
	assert_memory_equal(text, first, sizeof(first) - 1);
	assert_string_equal(text + sizeof(first) - 1, json);
}

static void refuses(const char *xml, const char *words)
{
	const char *text;

	write_file("x.xml", xml);
	text = expanded(&xml_container, "x.xml");
	assert_memory_equal(text, "skipped x.xml: ", 15);
	if (!strstr(text, words))
		fail_msg("no '%s' in: %s", words, text);
}

static void elements_become_members(void **state)
{
	(void)state;
	tells("<a><b>x</b><c d=\"1\"/><e/></a>",
	      "{\"#root\":\"a\",\"b\":\"x\",\"c\":{\"@d\":\"1\"},\"e\":\"\"}");
	tells("<a>only text</a>", "{\"#root\":\"a\",\"#text\":\"only text\"}");
	tells("<a x='1'/>", "{\"#root\":\"a\",\"@x\":\"1\"}");
	tells("<a><b x='1'>t</b><c>m<d/>n</c></a>",
	      "{\"#root\":\"a\",\"b\":{\"@x\":\"1\",\"#text\":\"t\"},\"c\":{\"d\":\"\",\"#text\":\"mn\"}}");
	tells("<?xml version='1.0'?>\n<!-- c -->\n<a>\n  <b>\n x\n</b>\n  <![CDATA[ ]]>\n</a>\n",
	      "{\"#root\":\"a\",\"b\":\"\\n x\\n\"}");
	tells("<a>&lt;&quot;&#228;</a>", "{\"#root\":\"a\",\"#text\":\"<\\\"\xC3\xA4\"}");
}

static void repeated_elements_become_lists(void **state)
{
	(void)state;
	tells("<a><b>1</b><b>2</b><b/></a>", "{\"#root\":\"a\",\"b\":[\"1\",\"2\",\"\"]}");
	tells("<a><b>1</b><c/><b k='v'/><c/></a>",
	      "{\"#root\":\"a\",\"b\":[\"1\",{\"@k\":\"v\"}],\"c\":[\"\",\"\"]}");
	tells("<a><l><w/><w/></l><l><w/></l></a>",
	      "{\"#root\":\"a\",\"l\":[{\"w\":[\"\",\"\"]},{\"w\":\"\"}]}");
}

static void prefixes_go_away(void **state)
{
	(void)state;
	tells("<f:feed xmlns:f='u' xmlns='v'><m:p m:type='t' xmlns:m='w' m:null='false'>5</m:p></f:feed>",
	      "{\"#root\":\"feed\",\"p\":{\"@type\":\"t\",\"#text\":\"5\"}}");
	tells("<a xmlns:i='u'><b i:nil='true'/><c i:null='1'></c><d nil='true'/></a>",
	      "{\"#root\":\"a\",\"b\":null,\"c\":null,\"d\":{\"@nil\":\"true\"}}");
	tells("<a p:x='1' q:x='2'/>", "{\"#root\":\"a\",\"@x\":[\"1\",\"2\"]}");
}

static void encodings_are_seen_through(void **state)
{
	static const char bom[] =
		"\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><a>\xC3\xA4</a>";
	static const char latin[] = "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE4</a>";
	static const char liar[] = "<?xml version='1.0' encoding='utf-16'?><a>\xC3\xA4</a>";
	static const char wide[] =
		"\xFF\xFE<\0?\0x\0m\0l\0 \0v\0e\0r\0s\0i\0o\0n\0=\0'\0001\0.\0000\0'\0 \0"
		"e\0n\0c\0o\0d\0i\0n\0g\0=\0'\0u\0t\0f\0-\0001\0006\0'\0?\0>\0"
		"<\0a\0>\0\xE4\0<\0/\0a\0>\0";
	static const struct {
		const char *bytes;
		size_t length;
	} cases[] = { { bom, sizeof(bom) - 1 },
		      { latin, sizeof(latin) - 1 },
		      { liar, sizeof(liar) - 1 },
		      { wide, sizeof(wide) - 1 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		write_bytes("x.xml", cases[i].bytes, cases[i].length);
		assert_string_equal(expanded(&xml_container, "x.xml"),
				    "x.xml [xml]\n{\"#root\":\"a\",\"#text\":\"\xC3\xA4\"}");
	}
}

static void web_pages_are_left_alone(void **state)
{
	static const char *const others[] = {
		"<!DOCTYPE html>\n<html></html>",
		"<html lang='en'>",
		"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html/>",
		"<!-- c --> <HTML>",
		"{\"a\":1}",
		"a,b\n",
		"",
		"<",
		"<!-- never closed",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		write_file("x.xml", others[i]);
		assert_false(does_fit(&xml_container, "x.xml"));
	}
	write_file("x.xml", "  \n<Error><Code>1</Code></Error>");
	assert_true(does_fit(&xml_container, "x.xml"));
	write_file("x.xml", "<?xml version='1.0'?><!-- never closed");
	assert_true(does_fit(&xml_container, "x.xml"));
}

static void what_is_damaged_is_told_with_its_place(void **state)
{
	(void)state;
	refuses("<?xml version='1.0'?>\n<a>\n<b></a>", "line 3, column 6: mismatched tag");
	refuses("<a><b>cut", "line 1, column 10: no element found");
	refuses("<a/><b/>", "junk after document element");
	refuses("<?xml version='1.0' encoding='klingon'?><a/>", "unknown encoding");
	refuses("<a>\xC3(</a>", "invalid token");
}

static void what_does_harm_is_refused(void **state)
{
	struct buffer text = BUFFER_INIT(80 * MIB);

	(void)state;
	refuses("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "it declares a document type");
	refuses("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "it declares a document type");
	refuses("<a>&b;</a>", "undefined entity");
	for (int i = 0; i <= LIMIT_XML_DEPTH; i++)
		buffer_puts(&text, "<a>");
	refuses(text.data, "nested deeper than 256");
	buffer_clear(&text);
	buffer_puts(&text, "<a>");
	for (int i = 0; i <= LIMIT_XML_NAMES; i++)
		buffer_printf(&text, "<b%d/>", i);
	refuses(text.data, "more than 1000 names");
	buffer_clear(&text);
	buffer_puts(&text, "<a>");
	while (text.length <= LIMIT_XML)
		buffer_puts(
			&text,
			"<!-- 0123456789012345678901234567890123456789012345678901234567890 -->");
	refuses(text.data, "larger than 64 MiB");
	buffer_release(&text);
}

static void long_texts_are_cut_between_characters(void **state)
{
	struct buffer text = BUFFER_INIT(4 * MIB);
	const char *json;

	(void)state;
	buffer_puts(&text, "<a>x");
	for (int i = 0; i < LIMIT_XML_TEXT / 2 + 9; i++)
		buffer_puts(&text, "\xC3\xA4");
	buffer_puts(&text, "</a>");
	write_file("x.xml", text.data);
	json = expanded(&xml_container, "x.xml");
	assert_int_equal(strlen(json), strlen("x.xml [xml]\n{\"#root\":\"a\",\"#text\":\"\"}") +
					       LIMIT_XML_TEXT - 1 + 3);
	assert_string_equal(json + strlen(json) - 7, "\xC3\xA4\xE2\x80\xA6\"}");
	buffer_release(&text);
}

static void the_sink_can_stop_it(void **state)
{
	(void)state;
	write_file("x.xml", "<a/>");
	stops_when_the_sink_does(&xml_container, "x.xml");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(elements_become_members),
		test_in_folder(repeated_elements_become_lists),
		test_in_folder(prefixes_go_away),
		test_in_folder(encodings_are_seen_through),
		test_in_folder(web_pages_are_left_alone),
		test_in_folder(what_is_damaged_is_told_with_its_place),
		test_in_folder(what_does_harm_is_refused),
		test_in_folder(long_texts_are_cut_between_characters),
		test_in_folder(the_sink_can_stop_it),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	buffer_release(&given);
	return failed;
}
