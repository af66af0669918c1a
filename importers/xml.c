/* SPDX-License-Identifier: MIT
 * Expat's callbacks, turned into ours.
 */
#include "xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

struct xml {
	XML_Parser parser;
	const struct xml_handler *handler;
	int depth;
	struct error error; /* what stopped the parser, or '' */
};

const char *xml_local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes; attributes += 2) {
		if (strcmp(xml_local(attributes[0]), name) == 0)
			return attributes[1];
	}
	return NULL;
}

/* Expat may call on for a little after it was stopped: the first reason stands. */
static void stop_unless(struct xml *xml, int result, const struct error *err)
{
	if (result == 0 || xml->error.text[0])
		return;
	xml->error = *err;
	XML_StopParser(xml->parser, XML_FALSE);
}

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *xml = context;
	struct error err = ERROR_INIT;
	int result = 0;

	if (++xml->depth > LIMIT_XML_DEPTH)
		result = error_set(&err, "nested deeper than %d elements", LIMIT_XML_DEPTH);
	else if (xml->handler->start)
		result = xml->handler->start(xml->handler->context, xml_local(name),
					     (const char *const *)attributes, &err);
	stop_unless(xml, result, &err);
}

static void on_end(void *context, const XML_Char *name)
{
	struct xml *xml = context;
	struct error err = ERROR_INIT;

	xml->depth--;
	if (xml->handler->end)
		stop_unless(xml, xml->handler->end(xml->handler->context, xml_local(name), &err), &err);
}

static void on_text(void *context, const XML_Char *text, int length)
{
	struct xml *xml = context;
	struct error err = ERROR_INIT;

	if (xml->handler->text)
		stop_unless(xml,
			    xml->handler->text(xml->handler->context, text, (size_t)length, &err),
			    &err);
}

static void on_doctype(void *context, const XML_Char *name, const XML_Char *system,
		       const XML_Char *public, int has_subset)
{
	struct error err = ERROR_INIT;

	(void)name, (void)system, (void)public, (void)has_subset;
	stop_unless(context, error_set(&err, "it declares a document type: refused"), &err);
}

struct xml *xml_open(const struct xml_handler *handler, const char *encoding)
{
	struct xml *xml = memory_alloc(sizeof(*xml));

	xml->handler = handler;
	xml->parser = XML_ParserCreate(encoding);
	if (!xml->parser)
		BUG("out of memory");
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, on_start, on_end);
	XML_SetCharacterDataHandler(xml->parser, on_text);
	XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
	return xml;
}

int xml_push(struct xml *xml, const char *data, size_t length, int last, struct error *err)
{
	if (XML_Parse(xml->parser, data, (int)length, last) == XML_STATUS_OK)
		return 0;
	return error_set(err, "line %lu, column %lu: %s", XML_GetCurrentLineNumber(xml->parser),
			 XML_GetCurrentColumnNumber(xml->parser) + 1,
			 xml->error.text[0] ? xml->error.text :
					      XML_ErrorString(XML_GetErrorCode(xml->parser)));
}

void xml_close(struct xml *xml)
{
	if (!xml)
		return;
	XML_ParserFree(xml->parser);
	free(xml);
}
