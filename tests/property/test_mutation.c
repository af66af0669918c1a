/* SPDX-License-Identifier: MIT
 * Exports that went wrong on the way: fixture files are cut, flipped, doubled, reordered, inflated
 * and nested, some of them inside an archive, and whatever comes out, the import ends soon, does not
 * crash, and accounts for every record. Each round has its number as seed; a failure names it, a crash
 * too. $MUTATIONS is the number of rounds.
 */
#include "tests/unit/store_case.h"

#include "tests/unit/scratch.h"

#include "tests/unit/import_case.h"

#include "base/platform.h"

#include <sys/mman.h>
#include <sys/time.h>

#include <archive.h>
#include <archive_entry.h>

enum { ROUNDS = 1000, ROUNDS_PER_STORE = 25, LARGEST = 200000, FILES_MAX = 2000 };
enum { SECONDS = 5 }; /* of the processor, for one round */

struct fixture {
	char path[300];
	size_t length;
	char *data;
};

static struct fixture fixtures[FILES_MAX];
static size_t fixture_count;

/* --- Chance ---------------------------------------------------------------------------------------------- */

static unsigned long long state_of_chance;
static unsigned *round_now; /* shared with the process that watches */

static size_t pick(size_t below)
{
	state_of_chance = state_of_chance * 6364136223846793005ULL + 1442695040888963407ULL;
	return below ? (size_t)(state_of_chance >> 33) % below : 0;
}

/* --- Fixtures ---------------------------------------------------------------------------------------------- */

static int keep_fixture(void *context, const char *path, const struct file_facts *facts,
			struct error *err)
{
	struct fixture *fixture = &fixtures[fixture_count];
	FILE *file;

	(void)context;
	(void)err;
	if (strstr(path, ".md") || facts->bytes > LARGEST || facts->bytes == 0)
		return 0;
	assert_true(++fixture_count <= FILES_MAX);
	snprintf(fixture->path, sizeof(fixture->path), "%s", path);
	fixture->data = malloc((size_t)facts->bytes);
	file = fopen(path, "rb");
	assert_non_null(file);
	fixture->length = fread(fixture->data, 1, (size_t)facts->bytes, file);
	fclose(file);
	return 0;
}

static void pass_over(void *context, const char *path, const char *reason)
{
	(void)context;
	print_message("%s: %s\n", path, reason);
}

static int load_fixtures(void **unused)
{
	static const char *const folders[] = {
		"fixtures/contoso/2026-11", "fixtures/shapes",
		"fixtures/sources",         "fixtures/hostile",
		"tests/fuzz/corpus/expand", "tests/fuzz/corpus/workbook",
	};
	const struct folder_walk walk = { keep_fixture, pass_over, NULL };
	const char *source = getenv("SOURCE_DIR");
	struct error err = ERROR_INIT;
	char path[500];

	(void)unused;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", source ? source : ".", folders[i]);
		if (platform_walk(path, &walk, &err) < 0)
			fail_msg("%s", err.text);
	}
	return fixture_count > 300 ? 0 : -1;
}

static int free_fixtures(void **unused)
{
	(void)unused;
	while (fixture_count > 0)
		free(fixtures[--fixture_count].data);
	return 0;
}

/* --- Mutations --------------------------------------------------------------------------------------------- */

static void splice(struct buffer *text, size_t at, size_t removed, const char *inserted,
		   size_t length)
{
	struct buffer out = BUFFER_INIT(8 * MIB);

	buffer_append(&out, text->data, at);
	buffer_append(&out, inserted, length);
	buffer_append(&out, text->data + at + removed, text->length - at - removed);
	buffer_release(text);
	*text = out;
}

static void truncate_text(struct buffer *text)
{
	text->length = pick(text->length);
}

static void flip_bytes(struct buffer *text)
{
	static const char signs[] = "\"'{}[]:,;\\\n\r\0\xff\xef\x1f@$=0-e.";

	for (size_t n = 1 + pick(8); n > 0 && text->length > 0; n--) {
		char *byte = &text->data[pick(text->length)];

		*byte = pick(2) ? signs[pick(sizeof(signs) - 1)] : (char)(*byte ^ (1 << pick(8)));
	}
}

static void double_slice(struct buffer *text)
{
	size_t at = pick(text->length), length = pick(text->length - at + 1);
	char *slice;

	if (length > 5000)
		length = 5000;
	slice = malloc(length + 1);
	memcpy(slice, text->data + at, length);
	splice(text, at + (pick(2) ? length : 0), 0, slice, length);
	free(slice);
}

/* The start of a field or record: behind some separator after a random place. */
static size_t separator_after(const struct buffer *text, size_t at)
{
	static const char *const kinds[] = { ",", ",\n;", "{[" };
	const char *kind = kinds[pick(3)];

	while (at < text->length && (text->data[at] == '\0' || !strchr(kind, text->data[at])))
		at++;
	return at < text->length ? at + 1 : text->length;
}

static void drop_field(struct buffer *text)
{
	size_t from = separator_after(text, pick(text->length));
	size_t to = separator_after(text, from);

	splice(text, from, to - from, "", 0);
}

static void double_field(struct buffer *text)
{
	size_t from = separator_after(text, pick(text->length));
	size_t length = separator_after(text, from) - from;
	char *field = malloc(length + 1);

	memcpy(field, text->data + from, length);
	splice(text, from, 0, field, length);
	free(field);
}

static void swap_fields(struct buffer *text)
{
	size_t a = separator_after(text, pick(text->length)), b = separator_after(text, a);
	size_t c = separator_after(text, b);
	struct buffer swapped = BUFFER_INIT(8 * MIB);

	buffer_puts(&swapped, "");
	buffer_append(&swapped, text->data + b, c - b);
	buffer_append(&swapped, text->data + a, b - a);
	splice(text, a, c - a, swapped.data, swapped.length);
	buffer_release(&swapped);
}

static void inflate_number(struct buffer *text)
{
	static const char *const numbers[] = { "9007199254740993",
					       "-1e400",
					       "1e-400",
					       "00000000000001",
					       "1.7e308",
					       "18446744073709551616",
					       "-0",
					       "3/4/2026",
					       "NaN" };
	size_t at = pick(text->length), end;
	const char *number = numbers[pick(sizeof(numbers) / sizeof(numbers[0]))];

	while (at < text->length && !strchr("0123456789", text->data[at]))
		at++;
	for (end = at; end < text->length && strchr("0123456789", text->data[end]);)
		end++;
	splice(text, at, end - at, number, strlen(number));
}

static void nest_deeply(struct buffer *text)
{
	static const char *const opens[] = { "[", "{\"a\":", "[{\"value\":[", "\"@{a=" };
	size_t depth = pick(2) ? pick(200) : 900 + pick(3000);
	const char *open = opens[pick(4)];
	struct buffer deep = BUFFER_INIT(8 * MIB);

	buffer_puts(&deep, "");
	for (size_t i = 0; i < depth; i++)
		buffer_puts(&deep, open);
	if (pick(2)) {
		buffer_puts(&deep, "1");
		for (size_t i = 0; i < depth; i++)
			buffer_puts(&deep, open[0] == '[' ? "]" : "}");
	}
	splice(text, separator_after(text, pick(text->length)), 0, deep.data, deep.length);
	buffer_release(&deep);
}

static void mutate(struct buffer *text)
{
	static void (*const ways[])(struct buffer *) = {
		truncate_text, flip_bytes,     double_slice, drop_field,
		swap_fields,   inflate_number, nest_deeply,  double_field,
	};

	for (size_t n = 1 + pick(3); n > 0 && text->length > 0; n--)
		ways[pick(sizeof(ways) / sizeof(ways[0]))](text);
}

/* --- The property ------------------------------------------------------------------------------------------ */

/* An archive may be whole while its member is not. */
static void put_into_zip(struct buffer *text)
{
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	size_t used = 0, room = text->length + 4096;
	char *zip = malloc(room);

	archive_write_set_format_zip(archive);
	assert_int_equal(archive_write_open_memory(archive, zip, room, &used), ARCHIVE_OK);
	archive_entry_set_pathname(entry, "export/mutant.json");
	archive_entry_set_size(entry, (la_int64_t)text->length);
	archive_entry_set_filetype(entry, AE_IFREG);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	archive_write_data(archive, text->data, text->length);
	archive_entry_free(entry);
	archive_write_free(archive);
	buffer_clear(text);
	buffer_append(text, zip, used);
	free(zip);
}

static const char *write_mutant(const struct fixture *fixture)
{
	static const char *path;
	struct buffer text = BUFFER_INIT(8 * MIB);
	FILE *file;

	buffer_append(&text, fixture->data, fixture->length);
	mutate(&text);
	if (pick(8) == 0)
		put_into_zip(&text);
	path = in_folder("mutant");
	file = fopen(path, "wb");
	assert_non_null(file);
	fwrite(text.data, 1, text.length, file);
	fclose(file);
	buffer_release(&text);
	return path;
}

static void import_mutant(struct trial *trial, const struct fixture *fixture)
{
	const char *path = write_mutant(fixture);
	int64_t told;

	trial->options =
		(struct import_options){ .has_at = true, .at = 1 + (int64_t)pick(5) * 100 };
	if (trial_run(trial, &path, 1) < 0) {
		if (strcmp(trial->err.text, "nothing was imported: no file was recognised") != 0)
			fail_msg("round %u (%s): %s", *round_now, fixture->path, trial->err.text);
		return;
	}
	told = trial->kept + trial->merged + trial->rejected;
	if (!trial->summary.nothing_new && trial->records != told)
		fail_msg("round %u (%s): %lld records, %lld accounted for", *round_now,
			 fixture->path, (long long)trial->records, (long long)told);
}

static void check_store(struct trial *trial)
{
	expect(&trial->store,
	       "SELECT path FROM source_file WHERE records_read <>"
	       " records_kept + records_merged + records_rejected",
	       "");
	expect(&trial->store, "PRAGMA integrity_check", "ok");
}

static unsigned rounds_wanted(void)
{
	const char *wanted = getenv("MUTATIONS");

	return wanted ? (unsigned)strtoul(wanted, NULL, 10) : ROUNDS;
}

/* Time of the processor, so that a busy machine makes no difference. */
static void limit_time(int seconds)
{
	const struct itimerval limit = { .it_value = { .tv_sec = seconds } };

	assert_int_equal(setitimer(ITIMER_PROF, &limit, NULL), 0);
}

static void run_rounds(void)
{
	unsigned rounds = rounds_wanted();
	struct trial trial;

	for (; *round_now < rounds; ++*round_now) {
		limit_time(SECONDS);
		state_of_chance = *round_now;
		if (*round_now % ROUNDS_PER_STORE == 0)
			trial_open(&trial, NULL);
		import_mutant(&trial, &fixtures[pick(fixture_count)]);
		if (*round_now % ROUNDS_PER_STORE == ROUNDS_PER_STORE - 1) {
			check_store(&trial);
			trial_close(&trial);
		}
	}
	if (rounds % ROUNDS_PER_STORE != 0)
		trial_close(&trial);
	limit_time(0);
}

/* In a process of its own, so that a crash or an endless loop can be told with its round. */
static void whatever_comes_is_accounted_for(void **unused)
{
	pid_t child;
	int status;

	(void)unused;
	round_now = mmap(NULL, sizeof(*round_now), PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(round_now != MAP_FAILED);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		run_rounds();
		exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("round %u ended with status %#x", *round_now, (unsigned)status);
	assert_int_equal(*round_now, rounds_wanted());
	munmap(round_now, sizeof(*round_now));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_folder(whatever_comes_is_accounted_for),
	};

	return cmocka_run_group_tests(tests, load_fixtures, free_fixtures);
}
