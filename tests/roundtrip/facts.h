/* SPDX-License-Identifier: MIT
 * What the store holds of a shape, as lines, and the comparison with what another shape gave. Include after
 * store_case.h, scratch.h and import_case.h.
 */
#ifndef ROUNDTRIP_FACTS_H
#define ROUNDTRIP_FACTS_H

/*
 * How the source named another object: one shape has its id, another its name. What it is resolved to
 * stands in the column itself, which is compared.
 */
static inline void add_without_refs(struct buffer *facts, const char *line)
{
	const char *ref;

	while ((ref = strstr(line, "_ref=")) != NULL) {
		buffer_append(facts, line, (size_t)(ref - line));
		line = ref + strlen("_ref=");
		if (*line != '\'') {
			line += strlen("NULL");
			continue;
		}
		for (line++; *line != '\0' && *line != '\''; line++)
			line += *line == '\\';
		line++;
	}
	buffer_printf(facts, "%s\n", line);
}

/* What a file holds whole is said in its own words too, when its environments stand in another file. */
static inline bool is_in_own_words(const char *line)
{
	return strncmp(line, "coverage ", 9) == 0 && strstr(line, " scope_id='environment.") != NULL;
}

/* The canonical text of an import of that path into a fresh store, without what tells of the files. */
static inline char *facts_of(const char *name)
{
	struct trial trial;
	struct buffer facts = BUFFER_INIT(64 * MIB);
	char *text, *rest = NULL;

	trial_open(&trial, NULL);
	trial.options = (struct import_options){ .has_at = true, .at = 1767225600 };
	import_path(&trial, in_folder(name));
	expect_balance(&trial);
	if (trial.summary.unknown_files != 0 || trial.summary.rejected != 0)
		fail_msg("%s: not all was understood:\n%s", name, trial.told.data);
	text = dump_of(&trial.store);
	trial_close(&trial);
	for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		if (strncmp(line, "source_file ", 12) != 0 && !is_in_own_words(line))
			add_without_refs(&facts, line);
	}
	free(text);
	return facts.data;
}

static inline size_t line_length(const char *text)
{
	return strcspn(text, "\n");
}

/* Fails with the first lines that differ, from where they do. */
static inline void expect_same(const char *name, const char *reference, const char *facts)
{
	size_t line = 0, at = 0;

	for (; reference[at] != '\0' && reference[at] == facts[at]; at++)
		line = reference[at] == '\n' ? at + 1 : line;
	if (reference[at] == facts[at])
		return;
	fail_msg("%s: %.*s\n< %.*s\n> %.*s", name, 80, reference + line,
		 (int)line_length(reference + at), reference + at, (int)line_length(facts + at),
		 facts + at);
}

#endif
