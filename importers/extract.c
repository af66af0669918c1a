/* SPDX-License-Identifier: MIT
 * The tree of wanted names and the walk of a record along it.
 */
#include "extract.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/memory.h"
#include "flattened.h"

struct node;

struct edge {
	struct str name;
	uint32_t hash; /* of the name in lower case */
	struct node *to;
};

struct node {
	struct edge *edges; /* members wanted by name */
	size_t edge_count, edge_capacity;
	struct node *elements, *members; /* where "[]" and "*" lead, or NULL */
	int *slots;                      /* that want the value itself */
	size_t slot_count, slot_capacity;
	uint64_t seen;                   /* edges met in the object being walked */
	const char *text;                /* dotted place, for unknown names */
};

struct slot {
	const struct path *path;
	const char *prefer;
	const cJSON *json;
	int cell; /* -1: no such column */
	bool ever;
};

struct extract {
	struct node *root;
	struct slot *slots;
	size_t count, capacity;
	const struct str *cells; /* of the current CSV record; NULL for JSON */
	struct unknown_names watch;
	struct arena names;
	cJSON **nested; /* parsed from texts of the current record; owned */
	size_t nested_count, nested_capacity;
};

static uint32_t hash_fold(struct str name)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < name.length; i++)
		hash = (hash ^ (uint32_t)(name.data[i] | 0x20)) * 16777619u;
	return hash;
}

static struct node *node_new(const char *text)
{
	struct node *node = memory_alloc(sizeof(*node));

	node->text = text;
	return node;
}

static void node_free(struct node *node)
{
	if (node == NULL)
		return;
	for (size_t i = 0; i < node->edge_count; i++)
		node_free(node->edges[i].to);
	node_free(node->elements);
	node_free(node->members);
	free(node->edges);
	free(node->slots);
	free(node);
}

struct extract *extract_new(void)
{
	struct extract *extract = memory_alloc(sizeof(*extract));

	extract->root = node_new("");
	return extract;
}

static struct edge *find_edge(const struct node *node, struct str name)
{
	uint32_t hash = node->edge_count > 0 ? hash_fold(name) : 0;

	for (size_t i = 0; i < node->edge_count; i++) {
		if (node->edges[i].hash == hash && str_equal_fold(node->edges[i].name, name))
			return &node->edges[i];
	}
	return NULL;
}

static const char *join_names(struct extract *extract, const char *parent, struct str name)
{
	size_t length = strlen(parent);
	char *text = arena_alloc(&extract->names, length + name.length + 2);

	memcpy(text, parent, length);
	if (length > 0)
		text[length++] = '.';
	memcpy(text + length, name.data, name.length);
	text[length + name.length] = '\0';
	return text;
}

static struct node *add_edge(struct extract *extract, struct node *node, struct str name)
{
	struct edge *edge = find_edge(node, name);

	if (edge != NULL)
		return edge->to;
	node->edges = memory_reserve(node->edges, node->edge_count, &node->edge_capacity,
				     sizeof(*node->edges));
	edge = &node->edges[node->edge_count++];
	*edge = (struct edge){ name, hash_fold(name),
			       node_new(join_names(extract, node->text, name)) };
	return edge->to;
}

static struct node *descend(struct extract *extract, struct node *node, const struct step *step)
{
	struct node **next = step->kind == STEP_ELEMENTS ? &node->elements : &node->members;

	if (step->kind == STEP_NAME)
		return add_edge(extract, node, step->name);
	if (*next == NULL)
		*next = node_new(node->text);
	return *next;
}

int extract_add(struct extract *extract, const struct path *path, const char *prefer)
{
	struct node *node = extract->root;

	for (size_t i = 0; i < path->count; i++)
		node = descend(extract, node, &path->steps[i]);
	node->slots = memory_reserve(node->slots, node->slot_count, &node->slot_capacity,
				     sizeof(*node->slots));
	node->slots[node->slot_count++] = (int)extract->count;
	extract->slots = memory_reserve(extract->slots, extract->count, &extract->capacity,
					sizeof(*extract->slots));
	extract->slots[extract->count] = (struct slot){ .path = path, .prefer = prefer, .cell = -1 };
	return (int)extract->count++;
}

void extract_bind_header(struct extract *extract, const struct str *names, size_t count)
{
	for (size_t i = 0; i < extract->count; i++) {
		const struct path *path = extract->slots[i].path;
		struct str wanted = path->count == 1 ? path->steps[0].name : str_of(path->text);

		for (size_t k = 0; k < count; k++) {
			if (extract->slots[i].cell < 0 && str_equal_fold(names[k], wanted))
				extract->slots[i].cell = (int)k;
		}
	}
}

/* --- Walking ---------------------------------------------------------------------------------- */

static void fill(struct extract *extract, const struct node *node, const cJSON *json)
{
	if (!json_has_value(json))
		return;
	for (size_t i = 0; i < node->slot_count; i++) {
		struct slot *slot = &extract->slots[node->slots[i]];
		bool preferred = slot->prefer != NULL && cJSON_IsString(json) &&
				 str_equal_fold(str_of(json->valuestring), str_of(slot->prefer));

		if (slot->json == NULL || preferred)
			slot->json = json;
		slot->ever = true;
	}
}

static void clear(struct extract *extract, const struct node *node)
{
	for (size_t i = 0; i < node->slot_count; i++)
		extract->slots[node->slots[i]].json = NULL;
	for (size_t i = 0; i < node->edge_count; i++)
		clear(extract, node->edges[i].to);
}

static void walk(struct extract *extract, struct node *node, const cJSON *json,
		 struct arena *arena);

/* Of two members of one name the last counts: what the first gave is taken back. */
static void walk_members(struct extract *extract, struct node *node, const cJSON *json,
			 struct arena *arena)
{
	node->seen = 0;
	for (const cJSON *m = json->child; m != NULL; m = m->next) {
		struct edge *edge = find_edge(node, str_of(m->string));
		uint64_t bit;

		if (node->members != NULL)
			walk(extract, node->members, m, arena);
		if (edge == NULL) {
			if (extract->watch.found != NULL && node->members == NULL)
				extract->watch.found(extract->watch.context, node->text,
						     m->string);
			continue;
		}
		bit = UINT64_C(1) << ((size_t)(edge - node->edges) % 64);
		if ((node->seen & bit) != 0 && node->edge_count <= 64)
			clear(extract, edge->to);
		node->seen |= bit;
		walk(extract, edge->to, m, arena);
	}
}

/* JSON in a text; NULL when it does not parse, as truncated ones do not. */
static const cJSON *parse_nested(struct extract *extract, const char *text)
{
	cJSON *json = cJSON_ParseWithOpts(text, NULL, 1);

	if (json == NULL)
		return NULL;
	extract->nested = memory_reserve(extract->nested, extract->nested_count,
					 &extract->nested_capacity, sizeof(*extract->nested));
	extract->nested[extract->nested_count++] = json;
	return json;
}

static void drop_nested(struct extract *extract)
{
	for (size_t i = 0; i < extract->nested_count; i++)
		cJSON_Delete(extract->nested[i]);
	extract->nested_count = 0;
}

void extract_free(struct extract *extract)
{
	if (extract == NULL)
		return;
	drop_nested(extract);
	free(extract->nested);
	node_free(extract->root);
	free(extract->slots);
	arena_release(&extract->names);
	free(extract);
}

/* A text that holds a structure: PowerShell's "@{...}", or JSON. */
static void walk_text(struct extract *extract, struct node *node, const cJSON *json,
		      struct arena *arena)
{
	const char *text = json->valuestring;

	if (text[0] == '@' && text[1] == '{') {
		for (size_t i = 0; i < node->edge_count; i++) {
			const cJSON *member =
				flattened_member(str_of(text), node->edges[i].name, arena);

			if (member != NULL)
				walk(extract, node->edges[i].to, member, arena);
		}
	} else if (text[0] == '{' || text[0] == '[') {
		json = parse_nested(extract, text);
		if (json != NULL)
			walk(extract, node, json, arena);
	}
}

static void walk(struct extract *extract, struct node *node, const cJSON *json,
		 struct arena *arena)
{
	fill(extract, node, json);
	if (node->edge_count == 0 && node->elements == NULL && node->members == NULL)
		return;
	if (cJSON_IsObject(json)) {
		walk_members(extract, node, json, arena);
		if (node->elements != NULL) /* a list of one that PowerShell collapsed */
			walk(extract, node->elements, json, arena);
	} else if (cJSON_IsArray(json)) {
		struct node *next = node->elements ? node->elements : node->members;

		for (const cJSON *m = json->child; m != NULL && next != NULL; m = m->next)
			walk(extract, next, m, arena);
	} else if (cJSON_IsString(json)) {
		walk_text(extract, node, json, arena);
	}
}

void extract_json(struct extract *extract, const struct cJSON *json, struct arena *arena)
{
	drop_nested(extract);
	extract->cells = NULL;
	for (size_t i = 0; i < extract->count; i++)
		extract->slots[i].json = NULL;
	walk(extract, extract->root, json, arena);
}

void extract_cells(struct extract *extract, const struct str *cells)
{
	extract->cells = cells;
	for (size_t i = 0; i < extract->count; i++) {
		struct slot *slot = &extract->slots[i];

		slot->ever |= slot->cell >= 0 && cells[slot->cell].length > 0;
	}
}

struct raw extract_value(const struct extract *extract, int index)
{
	const struct slot *slot = &extract->slots[index];

	if (extract->cells == NULL)
		return raw_of_json(slot->json);
	return raw_of_text(slot->cell < 0 ? STR("") : extract->cells[slot->cell]);
}

size_t extract_slots(const struct extract *extract)
{
	return extract->count;
}

bool extract_ever(const struct extract *extract, int slot)
{
	return extract->slots[slot].ever;
}

const struct path *extract_path(const struct extract *extract, int slot)
{
	return extract->slots[slot].path;
}

void extract_watch(struct extract *extract, const struct unknown_names *watch)
{
	extract->watch = watch == NULL ? (struct unknown_names){ NULL, NULL } : *watch;
}
