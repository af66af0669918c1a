/* SPDX-License-Identifier: MIT
 * XML as events, by expat, with what must not come from outside refused: document types (and with
 * them entities), nesting beyond LIMIT_XML_DEPTH. Prefixes of names go away.
 */
#ifndef IMPORTERS_XML_H
#define IMPORTERS_XML_H

#include <stddef.h>

#include "base/error.h"

/* Each returns 0, or -1 with `err` set to stop; NULL: not wanted. All is borrowed until it returns. */
struct xml_handler {
	/* `attributes`: name, value, name, value, ..., NULL; names as written, see xml_attribute. */
	int (*start)(void *context, const char *name, const char *const *attributes,
		     struct error *err);
	int (*end)(void *context, const char *name, struct error *err);
	int (*text)(void *context, const char *text, size_t length, struct error *err);
	void *context;
};

struct xml;

/* `encoding` overrules what the document says of itself; NULL: it is believed. `handler` is borrowed. */
struct xml *xml_open(const struct xml_handler *handler, const char *encoding);
/* The next bytes; the document ends with `last`. -1 with line and column in `err`. */
int xml_push(struct xml *xml, const char *data, size_t length, int last, struct error *err);
void xml_close(struct xml *xml);

const char *xml_local(const char *name); /* behind the prefix */
/* The value of the attribute of that local name, or NULL. */
const char *xml_attribute(const char *const *attributes, const char *name);

#endif
