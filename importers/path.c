/* SPDX-License-Identifier: MIT
 * Parses fields, and finds what they name in a parsed record.
 */
#include "path.h"

#include <string.h>

#include <cjson/cJSON.h>

unsigned name_bucket(struct str name)
{
	unsigned hash = 0;

	for (size_t i = 0; i < name.length; i++)
		hash = hash * 31 + ((unsigned char)name.data[i] | 0x20u);
	return hash % NAME_BUCKETS;
}

/* One step off the front of `*text`; quotes keep dots and signs as they are. */
static int parse_step(struct step *step, const char **text, struct error *err)
{
	const char *start = *text;
	size_t length;

	if (*start == '\'') {
		length = strcspn(start + 1, "'");
		*step = (struct step){ STEP_NAME, { start + 1, length } };
		if (start[length + 1] != '\'')
			return error_set(err, "quote never closed in field '%s'", start);
		*text = start + length + 2;
		return 0;
	}
	length = strcspn(start, ".[");
	*text = start + length;
	step->kind = STEP_NAME;
	step->name = (struct str){ start, length };
	if (str_equal(step->name, STR("*")))
		step->kind = STEP_MEMBERS;
	else if (str_equal(step->name, STR("**")))
		step->kind = STEP_LEAVES;
	return length == 0 ? error_set(err, "empty name in field '%s'", start) : 0;
}

static size_t count_steps_at_most(const char *text)
{
	size_t count = 1;

	for (; *text != '\0'; text++)
		count += *text == '.' || *text == '[';
	return count;
}

static int parse_steps(struct path *path, const char *text, struct error *err)
{
	while (*text != '\0') {
		if (strncmp(text, "[]", 2) == 0) {
			path->steps[path->count++].kind = STEP_ELEMENTS;
			text += 2;
		} else if (parse_step(&path->steps[path->count++], &text, err) < 0) {
			return -1;
		}
		if (*text == '.')
			text++;
		else if (*text != '\0' && *text != '[')
			return error_set(err, "unexpected '%s' in field", text);
	}
	return 0;
}

/* "$key" and the like. */
static bool parse_subject(struct path *path, const char *text)
{
	static const struct {
		const char *word;
		enum path_subject subject;
		const char *name;
	} subjects[] = {
		{ "$key", PATH_KEY, NULL },
		{ "$value", PATH_VALUE, NULL },
		{ "$path", PATH_LEAF_PATH, NULL },
		{ "$parent", PATH_PARENT, NULL },
		{ "$depth", PATH_DEPTH, NULL },
		{ "$file", PATH_FILE, NULL },
		{ "$context", PATH_ENVELOPE, "@odata.context" },
	};

	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		if (strcmp(text, subjects[i].word) == 0) {
			path->subject = subjects[i].subject;
			path->name = str_of(subjects[i].name);
			return true;
		}
	}
	return false;
}

/* The steps of "$envelope.outer.inner" are one name. */
static int name_envelope(struct path *path, struct arena *arena, struct error *err)
{
	char *name = arena_alloc(arena, strlen(path->text) + 1);
	size_t length = 0;

	for (size_t i = 0; i < path->count; i++) {
		const struct step *step = &path->steps[i];

		if (step->kind != STEP_NAME)
			return error_set(err, "'%s' leads into a list", path->text);
		if (i > 0)
			name[length++] = '.';
		memcpy(name + length, step->name.data, step->name.length);
		length += step->name.length;
	}
	path->subject = PATH_ENVELOPE;
	path->name = (struct str){ name, length };
	path->count = 0;
	return 0;
}

int path_parse(struct path *path, struct arena *arena, const char *text, struct error *err)
{
	bool is_envelope;

	*path = (struct path){ .text = text };
	while (strncmp(text, "^.", 2) == 0) {
		path->up++;
		text += 2;
	}
	if (parse_subject(path, text))
		return 0;
	is_envelope = strncmp(text, "$envelope.", 10) == 0;
	text += is_envelope ? 10 : 0;
	path->steps = arena_alloc(arena, count_steps_at_most(text) * sizeof(*path->steps));
	if (*text == '\0')
		return error_set(err, "empty field");
	if (parse_steps(path, text, err) < 0)
		return -1;
	path->bucket = name_bucket(path->steps[0].name);
	return is_envelope ? name_envelope(path, arena, err) : 0;
}

/* The next alternative, without blanks around it; NULL at the end. */
static const char *next_alternative(struct arena *arena, const char **text)
{
	const char *bar;
	struct str part;

	if (*text == NULL)
		return NULL;
	bar = strstr(*text, " | ");
	part = (struct str){ *text, bar ? (size_t)(bar - *text) : strlen(*text) };
	*text = bar ? bar + 3 : NULL;
	part = str_trim(part);
	return arena_copy(arena, part.data, part.length);
}

int field_parse(struct field *field, struct arena *arena, const char *text, struct error *err)
{
	size_t count = 1;
	const char *part;

	for (const char *bar = text; (bar = strstr(bar, " | ")) != NULL; bar += 3)
		count++;
	field->paths = arena_alloc(arena, count * sizeof(*field->paths));
	field->count = 0;
	while ((part = next_alternative(arena, &text)) != NULL) {
		if (path_parse(&field->paths[field->count++], arena, part, err) < 0)
			return -1;
	}
	return 0;
}

const struct cJSON *json_member(const struct cJSON *object, struct str name)
{
	const struct cJSON *found = NULL;

	for (const struct cJSON *m = cJSON_IsObject(object) ? object->child : NULL; m; m = m->next) {
		if (str_equal_fold(str_of(m->string), name))
			found = m;
	}
	return found;
}

bool json_has_value(const struct cJSON *json)
{
	if (json == NULL || cJSON_IsNull(json))
		return false;
	return !cJSON_IsString(json) || json->valuestring[0] != '\0';
}

/* With `null`, JSON null and "" are found too. */
static const struct cJSON *find_from(const struct path *path, size_t index,
				     const struct cJSON *json, bool null)
{
	const struct cJSON *found = NULL;

	if (index == path->count)
		return null || json_has_value(json) ? json : NULL;
	if (path->steps[index].kind == STEP_NAME) {
		json = json_member(json, path->steps[index].name);
		return json == NULL ? NULL : find_from(path, index + 1, json, null);
	}
	for (const struct cJSON *m = json ? json->child : NULL; m && !found; m = m->next)
		found = find_from(path, index + 1, m, null);
	return found;
}

const struct cJSON *path_find(const struct path *path, const struct cJSON *json)
{
	return find_from(path, 0, json, false);
}

bool path_exists(const struct path *path, const struct cJSON *json)
{
	return find_from(path, 0, json, true) != NULL;
}
