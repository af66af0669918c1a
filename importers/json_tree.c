/* SPDX-License-Identifier: MIT
 * cJSON in an arena.
 */
#include "json_tree.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "json_mend.h"
#include "json_scan.h"

/* A record of nothing but zeros and commas makes a tree of 32 times its size; a real one of 4. */
#define TREE_LIMIT ((size_t)16 * LIMIT_RECORD)

enum { FEW_MEMBERS = 48 };

/* The only global: cJSON's hooks have no argument. Set while json_tree_parse calls cJSON and NULL
 * otherwise, so that others who use cJSON get the heap as ever. */
static _Thread_local struct json_tree *current;

static void *tree_alloc(size_t size)
{
	if (!current)
		return malloc(size);
	current->used += size;
	return current->used > TREE_LIMIT ? NULL : arena_alloc(&current->arena, size);
}

static void tree_free(void *piece)
{
	if (!current)
		free(piece);
}

static uint32_t hash_name(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash ^ hash >> 15;
}

static void unlink_member(cJSON *object, cJSON *member)
{
	if (member == object->child) {
		object->child = member->next;
		object->child->prev = member->prev; /* cJSON keeps the last one there */
		return;
	}
	member->prev->next = member->next;
	member->next->prev = member->prev;
}

/* The usual object: a set of hash bits says "new" for most names. */
static void drop_among_few(cJSON *object)
{
	uint64_t seen[4] = { 0 };

	for (cJSON *member = object->child; member; member = member->next) {
		uint32_t hash = hash_name(member->string);
		uint64_t bit = (uint64_t)1 << (hash % 64);
		uint64_t *bits = &seen[hash / 64 % 4];

		for (cJSON *earlier = *bits & bit ? object->child : member; earlier != member;
		     earlier = earlier->next) {
			if (strcmp(earlier->string, member->string) == 0) {
				unlink_member(object, earlier);
				break;
			}
		}
		*bits |= bit;
	}
}

static void drop_among_many(struct json_tree *tree, cJSON *object, size_t count)
{
	struct slot {
		cJSON *member;
	} * table;
	size_t size = 1, i;

	while (size < 2 * count)
		size *= 2;
	table = arena_alloc(&tree->arena, size * sizeof(*table));
	memset(table, 0, size * sizeof(*table));
	for (cJSON *member = object->child; member; member = member->next) {
		i = hash_name(member->string) & (size - 1);
		while (table[i].member && strcmp(table[i].member->string, member->string) != 0)
			i = (i + 1) & (size - 1);
		if (table[i].member)
			unlink_member(object, table[i].member);
		table[i].member = member;
	}
}

static void drop_duplicates(struct json_tree *tree, cJSON *object)
{
	size_t count = 0;

	for (const cJSON *member = object->child; member; member = member->next)
		count++;
	if (count <= FEW_MEMBERS)
		drop_among_few(object);
	else
		drop_among_many(tree, object, count);
}

/* Visits every node, with a stack of our own. Returns whether a number lost digits. */
static bool settle(struct json_tree *tree, cJSON *root)
{
	cJSON *parents[LIMIT_JSON_DEPTH];
	size_t depth = 0;
	cJSON *node = root;
	bool rounded = false;

	for (;;) {
		if (node->child && depth < LIMIT_JSON_DEPTH) {
			if (cJSON_IsObject(node))
				drop_duplicates(tree, node);
			parents[depth++] = node;
			node = node->child;
			continue;
		}
		if (cJSON_IsNumber(node) && fabs(node->valuedouble) >= 0x1p53)
			rounded = true;
		while (!node->next && depth > 0)
			node = parents[--depth];
		if (!node->next)
			return rounded;
		node = node->next;
	}
}

static cJSON *parse(struct json_tree *tree, struct str text, const char **reason)
{
	const char *end = NULL, *stop = text.data + text.length;
	cJSON *root;

	tree->used = 0;
	current = tree;
	root = cJSON_ParseWithLengthOpts(text.data, text.length, &end, 0);
	current = NULL;
	if (!root) {
		*reason = tree->used > TREE_LIMIT ? "too many values" : "not valid JSON";
		return NULL;
	}
	while (end < stop && json_is_blank(*end))
		end++;
	if (end == stop)
		return root;
	*reason = "not valid JSON";
	return NULL;
}

void json_tree_init(struct json_tree *tree)
{
	cJSON_Hooks hooks = { tree_alloc, tree_free };

	cJSON_InitHooks(&hooks);
	*tree = (struct json_tree){ ARENA_INIT, 0, BUFFER_INIT(2 * (size_t)LIMIT_RECORD) };
}

void json_tree_release(struct json_tree *tree)
{
	arena_release(&tree->arena);
	buffer_release(&tree->rewrite);
}

static cJSON *parse_exact(struct json_tree *tree, struct str text, const char **reason)
{
	cJSON *root = parse(tree, text, reason);

	if (!root || !settle(tree, root))
		return root;
	buffer_clear(&tree->rewrite);
	if (json_quote_numbers(text, &tree->rewrite) < 0) {
		*reason = "too many large numbers";
		return NULL;
	}
	root = parse(tree, (struct str){ tree->rewrite.data, tree->rewrite.length }, reason);
	if (root)
		settle(tree, root);
	return root;
}

const struct cJSON *json_tree_parse(struct json_tree *tree, struct str text, const char **reason)
{
	arena_reset(&tree->arena);
	return parse_exact(tree, text, reason);
}

const struct cJSON *json_tree_parse_into(struct arena *arena, struct str text)
{
	struct json_tree tree;
	const struct cJSON *root;
	const char *reason;

	json_tree_init(&tree);
	tree.arena = *arena;
	root = parse_exact(&tree, text, &reason);
	*arena = tree.arena;
	buffer_release(&tree.rewrite);
	return root;
}
