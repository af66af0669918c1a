/* SPDX-License-Identifier: MIT
 * An Office package: a zip whose members are parts, found through relationships. Parts are XML, read
 * as events and never held whole. What all of it may inflate to is limited by the file's size.
 */
#ifndef IMPORTERS_PACKAGE_H
#define IMPORTERS_PACKAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "xml.h"

struct package {
	const char *path;
	int64_t spent, allowed; /* bytes inflated, or written of them */
};

int package_open(struct package *package, const char *path, struct error *err);
/* Counts bytes made from the package; -1 when they are too many for its size. */
int package_spend(struct package *package, int64_t bytes, struct error *err);

enum part_result { PART_DAMAGED = -1, PART_READ, PART_MISSING };

/* Reads a part ("xl/workbook.xml", in any case). DAMAGED with `err` set, also when the handler
 * stopped. */
enum part_result package_read(struct package *package, const char *part,
			      const struct xml_handler *handler, struct error *err);

struct relationship {
	char *id, *type; /* type: the last segment of its URI, "worksheet" */
	char *part;      /* the target, from the package's root */
};

struct relationships {
	struct relationship *items;
	size_t count, capacity;
	const char *of; /* the part whose targets they are; '': the package */
};

/* Where a part's relationships lead; none is fine. Release always. */
int package_relationships(struct package *package, const char *of,
			  struct relationships *relationships, struct error *err);
void relationships_release(struct relationships *relationships);
/* The one of this id, or the first of this type; NULL when there is none. */
const struct relationship *relationship_by_id(const struct relationships *relationships,
					      const char *id);
const struct relationship *relationship_by_type(const struct relationships *relationships,
						const char *type);

#endif
