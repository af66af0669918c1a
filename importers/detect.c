/* SPDX-License-Identifier: MIT
 * Looks at the start of a file, lets the formats bid, and picks the winner.
 */
#include "detect.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "sampling.h"
#include "source.h"

enum { CONTEXT_BID = 10, NEAREST_MIN = 3 };

/* --- Bidding ---------------------------------------------------------------------------------- */

static int bits(uint64_t set)
{
	return __builtin_popcountll(set);
}

/* What was verified, whether or not it suffices. */
static int count_verified(const struct evidence *evidence)
{
	return bits(evidence->all) + bits(evidence->any) + bits(evidence->values);
}

/* A context names the kind of an empty page, and of records that show little; with none of the
 * format's fields in them it speaks of something else. */
static int bid(const struct format *format, struct evidence *evidence,
	       const struct detection *detection, bool is_empty)
{
	const struct recognition *recognise = &format->recognise;
	bool named = *detection->context != '\0' &&
		     (texts_hold(&recognise->context, str_of(detection->context)) ||
		      texts_hold(&recognise->context, str_of(detection->context_path)));
	bool fits = bits(evidence->all) == (int)recognise->all_count &&
		    (recognise->any_count == 0 || evidence->any != 0) &&
		    bits(evidence->values) == (int)recognise->value_count;

	evidence->context = named;
	if (!evidence->applies || evidence->contradicted || evidence->none != 0)
		return 0;
	if (named && (is_empty || count_verified(evidence) > 0))
		return CONTEXT_BID + count_verified(evidence);
	return fits ? count_verified(evidence) : 0;
}

static bool looks_at(const struct format *format, const char *pattern)
{
	return pattern == NULL || texts_hold(&format->records, str_of(pattern));
}

static void reset_evidence(struct sampling *sampling, const char *pattern, const char *as_format)
{
	for (size_t i = 0; i < sampling->formats->count; i++) {
		const struct format *format = &sampling->formats->items[i];

		sampling->evidence[i] = (struct evidence){
			.applies = looks_at(format, pattern) &&
				   (as_format == NULL || strcmp(format->name, as_format) == 0),
		};
	}
}

/* Near is what shows most of the fields that must be there; a common "name" or "id" is no hint. */
static void note_nearest(struct sampling *sampling, int *best)
{
	for (size_t i = 0; i < sampling->formats->count; i++) {
		const struct evidence *evidence = &sampling->evidence[i];
		int verified = count_verified(evidence);
		int needed = (int)sampling->formats->items[i].recognise.all_count;

		if (evidence->applies && verified > *best && verified >= NEAREST_MIN &&
		    2 * bits(evidence->all) >= needed) {
			*best = verified;
			sampling->detection->nearest = &sampling->formats->items[i];
		}
	}
}

/* The best bid at one pattern, and the next; two equal ones refuse the file. */
static struct match best_match(struct sampling *sampling, const char *pattern, bool forced)
{
	struct detection *detection = sampling->detection;
	struct match best = { .pattern = pattern };

	for (size_t i = 0; i < sampling->formats->count; i++) {
		const struct format *format = &sampling->formats->items[i];
		int offer = bid(format, &sampling->evidence[i], detection,
				sampling->samples == 0);

		if (forced && sampling->evidence[i].applies && sampling->samples > 0)
			offer = offer > 0 ? offer : 1;
		if (offer > 0 && offer == best.bid)
			snprintf(detection->reason, sizeof(detection->reason),
				 "both '%s' and '%s' fit it: say which with --as",
				 best.format->name, format->name);
		if (offer > best.bid) {
			detection->reason[0] = '\0';
			best = (struct match){ format,      pattern,  offer, sampling->evidence[i],
					       best.format, best.bid };
		} else if (offer > best.runner_up_bid) {
			best.runner_up = format;
			best.runner_up_bid = offer;
		}
	}
	return best;
}

/* "[]" holds "[].value[]", "." holds everything: one file cannot be read at both. */
static bool patterns_nest(const char *a, const char *b)
{
	size_t length = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

	return strcmp(a, ".") == 0 || strcmp(b, ".") == 0 || strncmp(a, b, length) == 0;
}

static void add_match(struct detection *detection, const struct match *match)
{
	for (size_t i = 0; i < detection->count; i++) {
		struct match *other = &detection->matches[i];

		if (!patterns_nest(other->pattern, match->pattern))
			continue;
		if (match->bid > other->bid)
			*other = *match;
		return;
	}
	if (detection->count < MATCHES_MAX)
		detection->matches[detection->count++] = *match;
}

/* --- The file --------------------------------------------------------------------------------- */

struct patterns {
	const char **items;
	size_t count, capacity;
};

/* Every place where some format looks for records. */
static void collect_patterns(const struct formats *formats, struct patterns *patterns)
{
	for (size_t i = 0; i < formats->count; i++) {
		for (size_t k = 0; k < formats->items[i].records.count; k++) {
			const char *pattern = formats->items[i].records.items[k];
			bool known = false;

			for (size_t n = 0; n < patterns->count; n++)
				known |= strcmp(patterns->items[n], pattern) == 0;
			if (known)
				continue;
			patterns->items = memory_reserve(patterns->items, patterns->count,
							 &patterns->capacity, sizeof(char *));
			patterns->items[patterns->count++] = pattern;
		}
	}
}

static void try_pattern(struct sampling *sampling, struct str start, const char *pattern,
			const char *as_format, int *nearest)
{
	char reason[sizeof(sampling->detection->reason)];
	struct match match;

	memcpy(reason, sampling->detection->reason, sizeof(reason));
	reset_evidence(sampling, pattern, as_format);
	sample(sampling, start, pattern);
	note_nearest(sampling, nearest);
	sampling->detection->empty_list |= pattern != NULL && strcmp(pattern, ".") != 0 &&
					   sampling->container && sampling->samples == 0;
	if (!sampling->container && sampling->samples == 0)
		return;
	match = best_match(sampling, pattern ? pattern : "[]", as_format != NULL);
	if (match.format != NULL && sampling->detection->reason[0] == '\0')
		add_match(sampling->detection, &match);
	else if (sampling->detection->reason[0] == '\0')
		memcpy(sampling->detection->reason, reason, sizeof(reason));
}

/* Whether any place gave a record; more of the file is needed when none did. */
static bool try_all(struct detection *detection, const struct formats *formats, struct str start,
		    const char *as_format)
{
	struct sampling sampling = { .formats = formats, .detection = detection };
	struct patterns patterns = { 0 };
	bool sampled = false;
	int nearest = 0;

	sampling.evidence = memory_alloc((formats->count + 1) * sizeof(*sampling.evidence));
	if (detection->csv) {
		try_pattern(&sampling, start, NULL, as_format, &nearest);
		sampled = sampling.header_count > 0;
	} else {
		collect_patterns(formats, &patterns);
		for (size_t i = 0; i < patterns.count; i++) {
			try_pattern(&sampling, start, patterns.items[i], as_format, &nearest);
			sampled |= sampling.samples > 0 && strcmp(patterns.items[i], "[]") != 0;
			sampled |= detection->count > 0;
		}
	}
	arena_release(&sampling.arena);
	arena_release(&sampling.texts);
	free(sampling.evidence);
	free(patterns.items);
	return sampled;
}

static void reset(struct detection *detection)
{
	bool csv = detection->csv;

	*detection = (struct detection){ .csv = csv };
}

static int read_start(struct source *source, char *start, size_t *length, size_t wanted,
		      struct error *err)
{
	long got;

	while (*length < wanted) {
		got = source_read(source, start + *length, wanted - *length, err);
		if (got < 0)
			return *length > 0 ? 0 : -1;
		if (got == 0)
			return 1;
		*length += (size_t)got;
	}
	return 0;
}

/* Whether the first line, which stands for the header, has nothing to part columns by. */
static bool is_one_column(struct str text)
{
	size_t length = 0;

	while (length < text.length && text.data[length] != '\n' && text.data[length] != '\r')
		length++;
	for (size_t i = 0; i < length; i++) {
		if (strchr(",;\t|", text.data[i]))
			return false;
	}
	return true;
}

/* A heading, or a first line of many words that no column has: a blank stands behind its commas. */
static bool is_prose(struct str text)
{
	size_t blanks = 0, columns = 0;

	if (text.length > 1 && text.data[0] == '#' && text.data[1] == ' ')
		return true;
	for (size_t i = 0; i + 1 < text.length && strchr("\r\n", text.data[i]) == NULL; i++) {
		blanks += text.data[i] == ' ';
		columns += strchr(",;\t|", text.data[i]) != NULL && text.data[i + 1] != ' ';
	}
	return blanks > 6 && columns == 0;
}

/* Whether the list of fields begins with a GUID. */
static bool looks_like_id(const char *fields)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	size_t i = 0;

	while (shape[i] && (shape[i] == 'x' ? isxdigit((unsigned char)fields[i]) != 0
					    : fields[i] == '-'))
		i++;
	return shape[i] == '\0' && (fields[i] == '\0' || fields[i] == ',');
}

/* Says what a text without records is. */
static void explain(struct detection *detection, struct str start)
{
	struct str text = str_trim(start);
	const char *reason = "not recognised";

	if (text.length == 0)
		reason = "the file is empty";
	else if (str_equal(text, STR("null")) || str_equal(text, STR("\"\"")))
		reason = "it holds no data: the command that wrote it gave nothing";
	else if (text.data[0] == '<')
		reason = "it is a web page or XML, not data: the command that wrote it was"
			 " answered by a login or error page";
	else if (detection->count > 0)
		return;
	else if (!detection->csv && (detection->empty_list || detection->fields[0] == '\0'))
		reason = "it holds no records, and nothing in it says of what";
	if (detection->damage[0] != '\0' && detection->fields[0] == '\0')
		reason = detection->damage;
	if (detection->csv && text.length > 0 && detection->fields[0] != '\0' && is_one_column(text))
		reason = "it is text without columns, and no list";
	if (detection->csv && detection->count == 0 && is_prose(text))
		reason = "it is text for people, and no export";
	if (detection->csv && looks_like_id(detection->fields))
		reason = "its first row looks like data and not like a header: exports of that kind"
			 " keep the header in a model.json beside the folder";
	if (detection->reason[0] == '\0')
		snprintf(detection->reason, sizeof(detection->reason), "%s", reason);
	detection->count = 0;
}

static bool is_json(struct str text)
{
	return text.length > 0 && (text.data[0] == '{' || text.data[0] == '[');
}

/* A warning that a command printed ahead of its JSON: some line begins with a bracket. */
static bool holds_json_line(struct str text)
{
	const char *end = text.data + text.length;

	for (const char *at = text.data; (at = memchr(at, '\n', (size_t)(end - at))) != NULL;) {
		if (++at < end && is_json((struct str){ at, (size_t)(end - at) }))
			return true;
	}
	return false;
}

static bool is_hopeless(struct str text)
{
	return text.length == 0 || text.data[0] == '<' || str_equal(text, STR("null")) ||
	       str_equal(text, STR("\"\""));
}

static int look(struct detection *detection, const struct formats *formats, struct source *source,
		const char *as_format, struct error *err)
{
	size_t length = 0, wanted = LIMIT_PEEK_FIRST;
	char *start = memory_resize(NULL, wanted);
	int ended;
	bool sampled = false;

	while ((ended = read_start(source, start, &length, wanted, err)) >= 0) {
		struct str text = { start, length };

		detection->csv = !is_json(str_trim(text));
		reset(detection);
		if (!is_hopeless(str_trim(text)))
			sampled = try_all(detection, formats, text, as_format);
		if (detection->csv && detection->count == 0 && holds_json_line(text)) {
			detection->csv = false;
			reset(detection);
			sampled = try_all(detection, formats, text, as_format);
		}
		if (ended > 0 || sampled || wanted == LIMIT_PEEK)
			break;
		wanted = wanted * 8 < LIMIT_PEEK ? wanted * 8 : LIMIT_PEEK;
		start = memory_resize(start, wanted);
	}
	if (ended >= 0)
		explain(detection, (struct str){ start, length });
	free(start);
	return ended < 0 ? -1 : 0;
}

/* What is known and not needed is no reason to leave out what else the file holds. */
static void pass_over_refused(struct detection *detection)
{
	size_t count = 0;

	for (size_t i = 0; i < detection->count; i++) {
		if (detection->matches[i].format->refuse == NULL)
			detection->matches[count++] = detection->matches[i];
		else if (detection->known == NULL)
			detection->known = detection->matches[i].format;
	}
	detection->count = count;
	if (count > 0 || detection->known == NULL)
		return;
	snprintf(detection->reason, sizeof(detection->reason), "%s", detection->known->refuse);
	detection->nearest = NULL;
}

int detect(struct detection *detection, const struct formats *formats, const struct input *input,
	   const char *as_format, struct error *err)
{
	struct source *source = source_open_headed(input->path, input->header, err);
	int result;

	*detection = (struct detection){ 0 };
	if (source == NULL)
		return -1;
	result = look(detection, formats, source, as_format, err);
	source_close(source);
	pass_over_refused(detection);
	return result;
}
