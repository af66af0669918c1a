/* SPDX-License-Identifier: MIT
 * An XML document as one JSON object, so that formats can describe it. The root's attributes and
 * children are the members, `#root` is its name. An attribute is `@Name`; children of one name are a
 * list when there are several; an element with nothing but text is a string; text beside other things
 * is `#text`; what says xsi:nil is null.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/text.h"
#include "expand.h"
#include "source.h"
#include "xml.h"

enum { HEAD = 4096, BLOCK = 64 * 1024 };

struct element {
	cJSON *json; /* an object */
	struct buffer text;
	int names; /* of its members */
	bool is_nil, is_cut;
};

struct document {
	struct element open[LIMIT_XML_DEPTH + 1]; /* open[0] holds nothing but the root */
	int depth;
	int nodes;
};

/* --- Is it one? ------------------------------------------------------------------------------- */

/* What stands ahead of the root: the declaration, instructions, comments. */
static struct str skip_prolog(struct str text)
{
	static const struct {
		const char *start, *end;
	} kinds[] = { { "<?", "?>" }, { "<!--", "-->" } };

	for (size_t i = 0; i < 2; i++) {
		const char *end;

		text = str_trim(text);
		if (!str_starts_fold(text, str_of(kinds[i].start)))
			continue;
		end = str_find_fold(text, str_of(kinds[i].end));
		if (!end)
			return STR("");
		end += strlen(kinds[i].end);
		return skip_prolog((struct str){ end, (size_t)(text.data + text.length - end) });
	}
	return text;
}

static bool fits(const char *path, const char *head, size_t length)
{
	char start[HEAD];
	struct str text = { start, source_start(path, start, sizeof(start)) }, root;
	bool declared;

	(void)head, (void)length;
	text = str_trim(text);
	declared = str_starts_fold(text, STR("<?xml "));
	root = skip_prolog(text);
	if (str_starts_fold(root, STR("<!doctype html")) || str_starts_fold(root, STR("<html")))
		return false;
	return declared || (root.length > 1 && root.data[0] == '<');
}

/* --- Elements to members ---------------------------------------------------------------------- */

static cJSON *checked(cJSON *json)
{
	if (!json)
		BUG("out of memory");
	return json;
}

/* Elements of one name mostly stand together, so the last member is looked at first. */
static cJSON *find_member(const struct element *element, const char *name)
{
	cJSON *last = element->json->child ? element->json->child->prev : NULL;

	if (last && strcmp(last->string, name) == 0)
		return last;
	return cJSON_GetObjectItemCaseSensitive(element->json, name);
}

static int add_member(struct element *element, const char *name, cJSON *value, struct error *err)
{
	cJSON *there = find_member(element, name), *list;

	if (there && cJSON_IsArray(there)) {
		cJSON_AddItemToArray(there, value);
	} else if (there) {
		list = checked(cJSON_CreateArray());
		cJSON_AddItemToArray(list, cJSON_DetachItemViaPointer(element->json, there));
		cJSON_AddItemToArray(list, value);
		cJSON_AddItemToObject(element->json, name, list);
	} else {
		cJSON_AddItemToObject(element->json, name, value);
		if (++element->names > LIMIT_XML_NAMES)
			return error_set(err, "more than %d names in one element", LIMIT_XML_NAMES);
	}
	return 0;
}

static int count_node(struct document *document, struct error *err)
{
	if (++document->nodes <= LIMIT_XML_NODES)
		return 0;
	return error_set(err, "more than %d elements and attributes", LIMIT_XML_NODES);
}

static void add_text(struct element *element, const char *text, size_t length)
{
	size_t room = LIMIT_XML_TEXT - element->text.length;

	if (element->is_cut)
		return;
	element->is_cut = length > room;
	buffer_append(&element->text, text, element->is_cut ? room : length);
	if (!element->is_cut)
		return;
	element->text.length = utf8_valid_length(element->text.data, element->text.length);
	buffer_puts(&element->text, "\xE2\x80\xA6"); /* an ellipsis */
}

static cJSON *cut_text(const char *text)
{
	struct element element = { .text = BUFFER_INIT(LIMIT_XML_TEXT + 8) };
	cJSON *json;

	add_text(&element, text, strlen(text));
	json = checked(cJSON_CreateString(element.text.data));
	buffer_release(&element.text);
	return json;
}

/* Declarations of name spaces are none of the document's facts. */
static int add_attribute(struct document *document, struct element *element, const char *name,
			 const char *value, struct error *err)
{
	const char *local = xml_local(name);
	struct buffer member = BUFFER_INIT(LIMIT_XML);
	int result;

	if (strcmp(name, "xmlns") == 0 || strncmp(name, "xmlns:", 6) == 0)
		return 0;
	if (local != name && (strcmp(local, "nil") == 0 || strcmp(local, "null") == 0)) {
		element->is_nil = strcmp(value, "true") == 0 || strcmp(value, "1") == 0;
		return 0;
	}
	buffer_printf(&member, "@%s", local);
	result = add_member(element, member.data, cut_text(value), err);
	buffer_release(&member);
	return result < 0 ? -1 : count_node(document, err);
}

static int start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct document *document = context;
	struct element *element = &document->open[++document->depth];

	buffer_clear(&element->text);
	*element = (struct element){
		.json = checked(cJSON_CreateObject()),
		.text = element->text,
	};
	element->text.limit = LIMIT_XML_TEXT + 8;
	if (document->depth == 1)
		cJSON_AddItemToObject(element->json, "#root", checked(cJSON_CreateString(name)));
	for (; *attributes; attributes += 2) {
		if (add_attribute(document, element, attributes[0], attributes[1], err) < 0)
			return -1;
	}
	return count_node(document, err);
}

static int text(void *context, const char *data, size_t length, struct error *err)
{
	struct document *document = context;

	(void)err;
	add_text(&document->open[document->depth], data, length);
	return 0;
}

/* What an element that has ended amounts to. Its object is taken over. */
static cJSON *value_of(struct element *element)
{
	const char *text = element->text.data ? element->text.data : "";
	cJSON *json = element->json;

	element->json = NULL;
	if (json->child) {
		if (str_trim(str_of(text)).length > 0)
			cJSON_AddItemToObject(json, "#text", checked(cJSON_CreateString(text)));
		return json;
	}
	cJSON_Delete(json);
	return checked(element->is_nil ? cJSON_CreateNull() : cJSON_CreateString(text));
}

static int end(void *context, const char *name, struct error *err)
{
	struct document *document = context;
	cJSON *value = value_of(&document->open[document->depth--]);

	return add_member(&document->open[document->depth], name, value, err);
}

/* --- The document ----------------------------------------------------------------------------- */

/* Text that was decoded, or cannot have been UTF-16, declares that it is all the same. */
static const char *true_encoding(const struct source *source, struct str head)
{
	const char *end = str_find_fold(head, STR("?>"));
	struct str declaration = { head.data, end ? (size_t)(end - head.data) : 0 };

	if (strcmp(source_info(source)->encoding, "UTF-8") != 0 ||
	    str_find_fold(declaration, STR("utf-16")))
		return "UTF-8";
	return NULL;
}

static int parse(struct source *source, const struct xml_handler *handler, struct error *err)
{
	char block[BLOCK];
	struct xml *xml = NULL;
	int result = 0;
	long got = 1;

	while (result == 0 && got > 0) {
		got = source_read(source, block, sizeof(block), err);
		if (got < 0) {
			result = -1;
		} else if (source_info(source)->decoded > LIMIT_XML) {
			result = error_set(err, "an XML document larger than %ld MiB",
					   LIMIT_XML / MIB);
		} else {
			if (!xml)
				xml = xml_open(handler,
					       true_encoding(source, (struct str){ block, (size_t)got }));
			result = xml_push(xml, block, (size_t)got, got == 0, err);
			if (result < 0)
				error_prefix(err, "XML that cannot be read: ");
		}
	}
	xml_close(xml);
	return result;
}

static int read_document(struct document *document, const char *path, struct error *err)
{
	const struct xml_handler handler = { start, end, text, document };
	struct source *source = source_open(path, err);
	int result;

	if (!source)
		return -1;
	document->open[0].json = checked(cJSON_CreateObject());
	result = parse(source, &handler, err);
	source_close(source);
	return result;
}

static void document_release(struct document *document)
{
	for (int i = 0; i <= LIMIT_XML_DEPTH; i++) {
		cJSON_Delete(document->open[i].json);
		buffer_release(&document->open[i].text);
	}
	free(document);
}

/* A root with nothing in it but text still has its name beside it, so it is an object. */
static int give(const struct document *document, const struct input *input,
		const struct input_sink *sink, struct error *err)
{
	char *json = cJSON_PrintUnformatted(document->open[0].json->child);
	struct aside aside;

	if (!json)
		BUG("out of memory");
	if (aside_open(&aside, err) < 0) {
		cJSON_free(json);
		return -1;
	}
	fputs(json, aside.stream);
	cJSON_free(json);
	return aside_give(&aside, input, "xml", "", sink, err);
}

static int expand(const struct input *input, const struct input_sink *sink, struct error *err)
{
	struct document *document = memory_alloc(sizeof(*document));
	struct error trouble = ERROR_INIT;
	int result;

	if (read_document(document, input->path, &trouble) < 0)
		result = sink->skip(sink->context, input->shown, trouble.text, err);
	else
		result = give(document, input, sink, err);
	document_release(document);
	return result;
}

const struct container xml_container = { "xml", fits, expand };
