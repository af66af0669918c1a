/* SPDX-License-Identifier: MIT
 * Companions by name and place: which file may be one, and how far what it says reaches.
 */
#include "companions.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "json_tree.h"
#include "model.h"
#include "source.h"

#define MANIFEST_NAME "stocktake-manifest.json"
#define MODEL_NAME "model.json"
#define SERVICE_FOLDER "Microsoft.Athena.TrickleFeedService"

struct found {
	const char *shown, *kind; /* kind NULL: no companion after all */
	struct found *next;
};

struct companions {
	const struct formats *formats;
	const struct schema *schema;
	struct arena arena;
	struct found *found;
	struct model *models;
	struct manifest *manifests;
};

/* --- Names ------------------------------------------------------------------------------------ */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Where a folder of that name begins in the path, or NULL. */
static const char *find_folder(const char *path, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = path; (at = strstr(at, name)) != NULL; at += length) {
		if ((at == path || at[-1] == '/') && at[length] == '/')
			return at;
	}
	return NULL;
}

/* The folder that it speaks of, with its '/': its own, or the one that holds the service's folder. */
static struct str folder_of(const char *shown)
{
	const char *end = find_folder(shown, SERVICE_FOLDER);

	return (struct str){ shown, (size_t)((end ? end : base_name(shown)) - shown) };
}

static bool may_be_model(const char *shown)
{
	size_t length = strlen(shown);

	return strcmp(base_name(shown), MODEL_NAME) == 0 ||
	       (find_folder(shown, SERVICE_FOLDER) != NULL && length > 5 &&
		strcmp(shown + length - 5, ".json") == 0);
}

/* --- Looking ---------------------------------------------------------------------------------- */

static int read_text(const struct input *input, struct buffer *text, struct error *err)
{
	struct source *source = source_open(input->path, err);
	char block[16 * 1024];
	long got = -1;

	while (source != NULL && (got = source_read(source, block, sizeof(block), err)) > 0) {
		if (buffer_append(text, block, (size_t)got) < 0) {
			got = error_set(err, "larger than %ld bytes", (long)LIMIT_COMPANION);
			break;
		}
	}
	source_close(source);
	return (int)got;
}

static const char *add_model(struct companions *companions, const cJSON *json, const char *shown)
{
	struct model *model = model_read(json, folder_of(shown), &companions->arena);

	if (model == NULL)
		return NULL;
	model->next = companions->models;
	companions->models = model;
	return "describes the tables in its folder";
}

static const char *add_manifest(struct companions *companions, const cJSON *json,
				const char *shown, struct error *err)
{
	struct manifest *manifest =
		manifest_read(json, shown, folder_of(shown), companions->formats,
			      companions->schema, &companions->arena, err);

	if (manifest == NULL)
		return NULL;
	manifest->next = companions->manifests;
	companions->manifests = manifest;
	return "manifest";
}

/* A description that cannot be read is an input like others, which then tells what is wrong. */
static int look(struct companions *companions, const struct input *input, struct found *found,
		struct error *err)
{
	bool is_manifest = strcmp(base_name(found->shown), MANIFEST_NAME) == 0;
	struct buffer text = BUFFER_INIT(LIMIT_COMPANION);
	struct error trouble = ERROR_INIT;
	const cJSON *json = NULL;
	struct json_tree tree;
	const char *reason = trouble.text;

	json_tree_init(&tree);
	if (read_text(input, &text, &trouble) == 0)
		json = json_tree_parse(&tree, (struct str){ text.data, text.length }, &reason);
	if (json != NULL && is_manifest)
		found->kind = add_manifest(companions, json, found->shown, err);
	else if (json != NULL)
		found->kind = add_model(companions, json, found->shown);
	else if (is_manifest)
		error_set(err, "%s: %s", found->shown, reason);
	json_tree_release(&tree);
	buffer_release(&text);
	return is_manifest && found->kind == NULL ? -1 : 0;
}

static const struct found *find(const struct companions *companions, const char *shown)
{
	const struct found *found = companions->found;

	while (found != NULL && strcmp(found->shown, shown) != 0)
		found = found->next;
	return found;
}

int companions_look(struct companions *companions, const struct input *input, struct error *err)
{
	struct found *found;

	if (strcmp(base_name(input->shown), MANIFEST_NAME) != 0 && !may_be_model(input->shown))
		return 0;
	if (find(companions, input->shown) != NULL)
		return 0;
	found = arena_alloc(&companions->arena, sizeof(*found));
	*found = (struct found){
		.shown = arena_copy(&companions->arena, input->shown, strlen(input->shown)),
		.next = companions->found,
	};
	companions->found = found;
	return look(companions, input, found, err);
}

/* --- What is known ---------------------------------------------------------------------------- */

static bool below_model(const struct companions *companions, const char *shown)
{
	const struct model *model = companions->models;

	while (model != NULL && !str_starts_fold(str_of(shown), model->folder))
		model = model->next;
	return model != NULL;
}

const char *companions_kind(const struct companions *companions, const char *shown)
{
	const struct found *found = find(companions, shown);

	if (found != NULL && found->kind != NULL)
		return found->kind;
	if (find_folder(shown, SERVICE_FOLDER) != NULL)
		return "notes of the export service: nothing to import";
	if (!below_model(companions, shown))
		return NULL;
	if (find_folder(shown, "OptionsetMetadata") != NULL)
		return "labels of choices: formats know choices by their numbers";
	if (find_folder(shown, "Changelog") != NULL)
		return "notes of the export service: nothing to import";
	return NULL;
}

/* The nearest description that knows its table. */
static void adorn_by_model(struct companions *companions, struct input *input)
{
	struct input best = *input;
	size_t length = 0;

	for (struct model *model = companions->models; model != NULL; model = model->next) {
		struct input adorned = *input;

		if (model_adorn(model, &adorned) && model->folder.length >= length) {
			best = adorned;
			length = model->folder.length;
		}
	}
	*input = best;
}

static struct manifest *nearest_manifest(struct companions *companions, const char *shown)
{
	struct manifest *best = NULL;

	for (struct manifest *m = companions->manifests; m != NULL; m = m->next) {
		if (strncmp(shown, m->folder.data, m->folder.length) == 0 &&
		    (best == NULL || m->folder.length > best->folder.length))
			best = m;
	}
	return best;
}

void companions_adorn(struct companions *companions, struct input *input)
{
	struct manifest *manifest = nearest_manifest(companions, input->shown);

	adorn_by_model(companions, input);
	if (manifest != NULL)
		manifest_adorn(manifest, input);
}

const struct manifest *companions_manifests(const struct companions *companions)
{
	return companions->manifests;
}

struct companions *companions_new(const struct formats *formats, const struct schema *schema)
{
	struct companions *companions = memory_alloc(sizeof(*companions));

	companions->formats = formats;
	companions->schema = schema;
	return companions;
}

void companions_free(struct companions *companions)
{
	if (companions == NULL)
		return;
	arena_release(&companions->arena);
	free(companions);
}
