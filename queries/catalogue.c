/* SPDX-License-Identifier: MIT
 * The reports: embedded ones, then those of the user's folder, which win by id. What a report
 * says about itself is read by header.c; this file knows where reports come from.
 */
#include "queries/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/embedded.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/platform.h"
#include "header.h"

enum { ID_MAX = 64 };

static const char built_in[] = "built in";

struct catalogue {
	struct arena arena;
	struct report *reports;
	size_t count, capacity;
};

static const char *const severity_names[] = { "info", "low", "medium", "high", "critical" };

const char *severity_name(enum severity severity)
{
	return severity_names[severity];
}

int severity_parse(struct str name, enum severity *severity)
{
	for (size_t i = 0; i < sizeof(severity_names) / sizeof(severity_names[0]); i++) {
		if (str_equal(name, str_of(severity_names[i]))) {
			*severity = (enum severity)i;
			return 0;
		}
	}
	return -1;
}

bool report_is_own(const struct report *report)
{
	return report->origin != NULL && strcmp(report->origin, built_in) != 0;
}

/* --- One report ---------------------------------------------------------------------------- */

/* "ownership/orphaned-flows.sql": the id is the file's name, the group its folder ('': none). */
struct place {
	struct str group, id;
};

static struct place place_of(struct str path)
{
	struct place place = { { "", 0 }, path };

	for (size_t i = path.length; i > 0; i--) {
		if (path.data[i - 1] != '/')
			continue;
		place.id = (struct str){ path.data + i, path.length - i };
		place.group = (struct str){ path.data, i - 1 };
		break;
	}
	for (size_t i = place.group.length; i > 0; i--) {
		if (place.group.data[i - 1] != '/')
			continue;
		place.group.data += i;
		place.group.length -= i;
		break;
	}
	place.id.length -= strlen(".sql");
	return place;
}

static bool is_report(const char *path)
{
	size_t length = strlen(path);

	return length > 4 && strcmp(path + length - 4, ".sql") == 0;
}

static bool is_id(struct str text)
{
	for (size_t i = 0; i < text.length; i++) {
		char c = text.data[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
			return false;
	}
	return text.length > 0 && text.length < ID_MAX;
}

static struct report *find(const struct catalogue *catalogue, struct str id)
{
	for (size_t i = 0; i < catalogue->count; i++) {
		if (str_equal(id, str_of(catalogue->reports[i].id)))
			return &catalogue->reports[i];
	}
	return NULL;
}

static struct report *append(struct catalogue *catalogue)
{
	catalogue->reports = memory_reserve(catalogue->reports, catalogue->count,
					    &catalogue->capacity, sizeof(struct report));
	return &catalogue->reports[catalogue->count++];
}

/* A file at the top of a user's folder takes the group of the report it replaces. */
static const char *group_of(struct catalogue *catalogue, struct str group, const struct report *old)
{
	if (group.length > 0)
		return arena_copy(&catalogue->arena, group.data, group.length);
	return old != NULL ? old->group : "own";
}

/* `path` is relative to the folder of reports, `name` is what messages call it. */
static int add(struct catalogue *catalogue, const char *path, const char *name, const char *origin,
	       struct str text, struct error *err)
{
	struct place place = place_of(str_of(path));
	struct report *old = find(catalogue, place.id);
	struct report report;

	if (!is_id(place.id))
		return error_set(err, "%s: a report's name is lower case letters, digits and '-'",
				 name);
	if (old != NULL && report_is_own(old))
		return error_set(err, "%s: '%s' has a report of that name already", name,
				 old->origin);
	if (header_parse(&catalogue->arena, name, text, &report, err) < 0)
		return -1;
	report.id = arena_copy(&catalogue->arena, place.id.data, place.id.length);
	report.group = group_of(catalogue, place.group, old);
	report.origin = origin;
	*(old != NULL ? old : append(catalogue)) = report;
	return 0;
}

static int add_embedded(struct catalogue *catalogue, struct error *err)
{
	for (const struct embedded_file *file = report_files; file->name != NULL; file++) {
		struct str text = { file->content, file->length };

		if (add(catalogue, file->name, file->name, built_in, text, err) < 0)
			return -1;
	}
	return 0;
}

/* --- A user's folder ----------------------------------------------------------------------- */

struct folder {
	struct catalogue *catalogue;
	const char *path;
	char skipped[256]; /* the first thing below it that could not be looked at, and why */
};

static int visit(void *context, const char *path, const struct file_facts *facts, struct error *err)
{
	struct folder *folder = context;
	struct catalogue *catalogue = folder->catalogue;
	const char *relative = path + strlen(folder->path), *origin;
	struct buffer text = BUFFER_INIT(LIMIT_REPORT_FILE);
	int result;

	(void)facts;
	if (!is_report(path))
		return 0;
	origin = arena_copy(&catalogue->arena, path, strlen(path));
	result = platform_read_file(path, &text, err);
	if (result == 0)
		result = add(catalogue, relative + strspn(relative, "/"), path, origin,
			     (struct str){ text.data != NULL ? text.data : "", text.length }, err);
	buffer_release(&text);
	return result;
}

/* Hidden files are nobody's report; anything else that cannot be read would be missed in silence. */
static void skipped(void *context, const char *path, const char *reason)
{
	struct folder *folder = context;
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;

	if (name[0] != '.' && folder->skipped[0] == '\0')
		snprintf(folder->skipped, sizeof(folder->skipped), "'%s': %s", path, reason);
}

static int add_folder(struct catalogue *catalogue, const char *path, struct error *err)
{
	struct folder folder = { catalogue, path, "" };
	struct folder_walk walk = { visit, skipped, &folder };

	if (platform_walk(path, &walk, err) < 0)
		return -1;
	if (folder.skipped[0] != '\0')
		return error_set(err, "cannot read report %s", folder.skipped);
	return 0;
}

/* --- The catalogue ------------------------------------------------------------------------- */

static int by_group_and_id(const void *a, const void *b)
{
	const struct report *left = a, *right = b;
	int order = strcmp(left->group, right->group);

	return order != 0 ? order : strcmp(left->id, right->id);
}

int catalogue_open(struct catalogue **catalogue, const char *folder, struct error *err)
{
	struct catalogue *made = memory_alloc(sizeof(*made));

	*catalogue = NULL;
	if (add_embedded(made, err) < 0 || (folder != NULL && add_folder(made, folder, err) < 0)) {
		catalogue_close(made);
		return error_prefix(err, "cannot read the reports");
	}
	if (made->count > 0)
		qsort(made->reports, made->count, sizeof(*made->reports), by_group_and_id);
	*catalogue = made;
	return 0;
}

void catalogue_close(struct catalogue *catalogue)
{
	if (catalogue == NULL)
		return;
	arena_release(&catalogue->arena);
	free(catalogue->reports);
	free(catalogue);
}

size_t catalogue_count(const struct catalogue *catalogue)
{
	return catalogue->count;
}

const struct report *catalogue_at(const struct catalogue *catalogue, size_t index)
{
	return &catalogue->reports[index];
}

const struct report *catalogue_find(const struct catalogue *catalogue, const char *id)
{
	return find(catalogue, str_of(id));
}

const char *catalogue_nearest(const struct catalogue *catalogue, const char *id)
{
	struct nearest nearest = NEAREST_INIT(id);

	for (size_t i = 0; i < catalogue->count; i++)
		nearest_try(&nearest, catalogue->reports[i].id);
	return nearest.best;
}
