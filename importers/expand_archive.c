/* SPDX-License-Identifier: MIT
 * Archives (zip, tar, 7z), by libarchive: each member is put aside and given on. Only the format that
 * the first bytes name is switched on. Names are other people's: what leads out of the archive is
 * refused, though nothing is ever written under a member's name.
 */
#include <archive.h>
#include <archive_entry.h>
#include <ctype.h>
#include <locale.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/platform.h"
#include "base/text.h"
#include "expand.h"
#include "magic.h"
#include "source.h"

enum { READ_BLOCK = 32 * 1024 };

/* clang-format off */
static const struct magic kinds[] = {
	{ "zip", BYTES("PK\x03\x04"), .code = ARCHIVE_FORMAT_ZIP },
	{ "zip", BYTES("PK\x05\x06"), .code = ARCHIVE_FORMAT_ZIP },         /* without members */
	{ "zip", BYTES("PK\x07\x08PK\x03\x04"), .code = ARCHIVE_FORMAT_ZIP }, /* once in several pieces */
	{ "7z", BYTES("7z\xbc\xaf\x27\x1c"), .code = ARCHIVE_FORMAT_7ZIP },
	{ "tar", BYTES("ustar\0"), .offset = 257, .code = ARCHIVE_FORMAT_TAR },
	{ "tar", BYTES("ustar "), .offset = 257, .code = ARCHIVE_FORMAT_TAR }, /* GNU */
	{ 0 },
};
/* clang-format on */

/* One walk over the members. */
struct walk {
	const struct input *input;
	const struct input_sink *sink;
	const struct magic *kind;
	struct buffer container; /* "zip", "tar in gzip" */
	int64_t size;            /* of the archive as it lies there */
	struct source *source;   /* of what is compressed as a whole, else NULL */
	struct error source_error;
	struct archive *archive;
	locale_t utf8;
	bool companions;      /* only they are given; else all others */
	bool stopped;         /* by a limit: what follows is left out */
	int64_t unpacked;     /* so far, with what was not given */
	int64_t members;
	struct buffer name;   /* of the member at hand, in UTF-8 */
	struct buffer hidden; /* folder that was told last as passed over */
	char block[READ_BLOCK];
};

/* --- The archive ------------------------------------------------------------------------------ */

static la_ssize_t give_block(struct archive *archive, void *context, const void **data)
{
	struct walk *walk = context;
	long got = source_read(walk->source, walk->block, sizeof(walk->block), &walk->source_error);

	(void)archive;
	*data = walk->block;
	return got < 0 ? ARCHIVE_FATAL : got;
}

/* By its place a zip is read from its end, where its directory is; a compressed one cannot be. */
static int open_archive(struct walk *walk)
{
	struct archive *archive = walk->archive = archive_read_new();
	const char *head;
	size_t length;

	if (!archive || archive_read_support_format_by_code(archive, walk->kind->code) != ARCHIVE_OK)
		return ARCHIVE_FATAL;
	if (!walk->source)
		return archive_read_open_filename(archive, walk->input->path, READ_BLOCK);
	if (source_peek(walk->source, &head, &length, &walk->source_error) < 0)
		return ARCHIVE_FATAL;
	return archive_read_open(archive, walk, NULL, give_block, NULL);
}

/* libarchive turns names into the encoding of the locale, which the user's need not have. */
static int next_entry(struct walk *walk, struct archive_entry **entry, const char **name)
{
	locale_t before = uselocale(walk->utf8);
	int status = archive_read_next_header(walk->archive, entry);

	if (status == ARCHIVE_OK || status == ARCHIVE_WARN)
		*name = archive_entry_pathname(*entry);
	uselocale(before);
	return status;
}

static void say_damage(struct walk *walk, struct error *damage)
{
	const char *reason = walk->archive ? archive_error_string(walk->archive) : NULL;

	if (walk->source_error.text[0])
		error_set(damage, "%s", walk->source_error.text);
	else
		error_set(damage, "%s data is damaged or cut off%s%s", walk->kind->name,
			  reason ? ": " : "", reason ? reason : "");
}

/* --- Limits ----------------------------------------------------------------------------------- */

/* Whether `more` bytes are too many for the archive, or for all that lies in the outermost one. */
static bool is_bomb(const struct walk *walk, int64_t more, struct error *reason)
{
	int64_t unpacked = walk->unpacked + more;

	if (unpacked > LIMIT_INFLATION_FREE && unpacked / LIMIT_INFLATION > walk->size)
		error_set(reason, "%s data inflates to more than %d times its size: taken for a bomb",
			  walk->kind->name, LIMIT_INFLATION);
	else if (more > walk->input->allowance->bytes)
		error_set(reason, "the whole container inflates to too much: taken for a bomb");
	return reason->text[0] != '\0';
}

/* The size that the archive says, which may be anything. */
static int64_t size_said(struct archive_entry *entry)
{
	int64_t size = archive_entry_size(entry);

	return size < 0 ? 0 : size < LIMIT_UNPACKED ? size : LIMIT_UNPACKED;
}

/* --- Names ------------------------------------------------------------------------------------ */

static bool leads_outside(const char *name)
{
	if (*name == '/' || *name == '\\' || (isalpha((unsigned char)*name) && name[1] == ':'))
		return true;
	for (size_t length; *name; name += length + (name[length] != '\0')) {
		length = strcspn(name, "/\\");
		if (length == 2 && memcmp(name, "..", 2) == 0)
			return true;
	}
	return false;
}

/* "./a\b//c" becomes "a/b/c", in place. Some programs write the separators of their own system. */
static void normalise(char *name)
{
	char *to = name;

	for (const char *from = name; *from;) {
		size_t length = strcspn(from, "/\\");
		bool ended = from[length] == '\0';

		if (length > 0 && !(length == 1 && *from == '.')) {
			if (to > name)
				*to++ = '/';
			memmove(to, from, length);
			to += length;
		}
		from += ended ? length : length + 1;
	}
	*to = '\0';
}

/* Takes over the name that the archive says, as UTF-8: why the member cannot be known by it, or NULL. */
static const char *take_name(struct buffer *name, const char *said)
{
	struct str text = str_of(said);
	bool is_long = text.length > LIMIT_MEMBER_NAME;

	if (is_long)
		text.length = LIMIT_MEMBER_NAME;
	buffer_clear(name);
	if (utf8_valid_length(text.data, text.length) < text.length)
		utf8_append_cp1252(name, text);
	else
		buffer_append(name, text.data, text.length);
	if (is_long)
		return "its name is too long";
	if (leads_outside(name->data))
		return "its path leads out of the archive";
	normalise(name->data);
	return *name->data ? NULL : "a member has no name";
}

/* Why the first `*length` bytes of the name are passed over, as they are in a folder, or NULL. */
static const char *hidden_part(const char *name, size_t *length)
{
	static const char macos[] = "__MACOSX";

	for (const char *at = name;; at++) {
		size_t part = strcspn(at, "/");

		*length = (size_t)(at - name) + part;
		if (*at == '.')
			return "name starts with '.'";
		if (part == sizeof(macos) - 1 && memcmp(at, macos, part) == 0)
			return "macOS wrote it beside the files, and it holds no data";
		at += part;
		if (*at == '\0')
			return NULL;
	}
}

/* --- Members ---------------------------------------------------------------------------------- */

static int skip(const struct walk *walk, const char *name, const char *reason, struct error *err)
{
	struct buffer shown = BUFFER_INIT(LIMIT_RECORD);
	int result;

	buffer_printf(&shown, "%s%s%s", walk->input->shown, *name ? "/" : "", name);
	result = walk->sink->skip(walk->sink->context, shown.data, reason, err);
	buffer_release(&shown);
	return result;
}

/* A hidden folder is told once, and not with each of its files. */
static int skip_hidden(struct walk *walk, size_t length, const char *reason, struct error *err)
{
	struct buffer *last = &walk->hidden;

	walk->name.data[length] = '\0';
	if (last->data && strcmp(last->data, walk->name.data) == 0)
		return 0;
	buffer_clear(last);
	buffer_puts(last, walk->name.data);
	return skip(walk, last->data, reason, err);
}

static int stop_at_bomb(struct walk *walk, const char *reason, struct error *err)
{
	walk->stopped = true;
	if (skip(walk, walk->name.data, reason, err) < 0)
		return -1;
	return skip(walk, "", "what follows the bomb is left out", err);
}

/* False with the `reason` when the member is not all there; true with one for a bomb. */
static bool copy_member(struct walk *walk, FILE *to, int64_t *copied, struct error *reason)
{
	const void *piece;
	la_int64_t offset;
	size_t length;
	int status;

	while ((status = archive_read_data_block(walk->archive, &piece, &length, &offset)) ==
	       ARCHIVE_OK) {
		if (length == 0)
			continue;
		if (is_bomb(walk, (int64_t)length, reason))
			return true;
		walk->unpacked += (int64_t)length;
		walk->input->allowance->bytes -= (int64_t)length;
		*copied += (int64_t)length;
		if (fwrite(piece, 1, length, to) < length)
			return true; /* told when it is given */
	}
	if (status != ARCHIVE_EOF)
		say_damage(walk, reason);
	return status == ARCHIVE_EOF;
}

/* Of a damaged member goes on what came of it, as of a file that is cut off. */
static int give_member(struct walk *walk, struct archive_entry *entry, struct error *err)
{
	struct error reason = ERROR_INIT;
	struct input outer = *walk->input;
	struct aside aside;
	int64_t copied = 0;
	bool is_sound;

	if (aside_open(&aside, err) < 0)
		return -1;
	is_sound = copy_member(walk, aside.stream, &copied, &reason);
	if (reason.text[0] && (is_sound || copied == 0)) {
		aside_close(&aside);
		return is_sound ? stop_at_bomb(walk, reason.text, err)
				: skip(walk, walk->name.data, reason.text, err);
	}
	outer.damage = reason.text[0] ? reason.text : NULL;
	if (archive_entry_mtime_is_set(entry)) /* in an old zip: local time, taken for ours */
		outer.modified_at = archive_entry_mtime(entry);
	return aside_give(&aside, &outer, walk->container.data, walk->name.data, walk->sink, err);
}

static bool is_folder(struct archive_entry *entry, const char *said)
{
	size_t length = strlen(said);

	return archive_entry_filetype(entry) == AE_IFDIR ||
	       (length > 0 && strchr("/\\", said[length - 1]));
}

/* Why it is not read, or NULL. */
static const char *refusal(struct archive_entry *entry)
{
	if (archive_entry_hardlink(entry) || archive_entry_symlink(entry) ||
	    archive_entry_filetype(entry) == AE_IFLNK)
		return "is a link";
	if (archive_entry_filetype(entry) != AE_IFREG)
		return "neither a file nor a folder";
	if (archive_entry_is_encrypted(entry))
		return "is encrypted: unpack it first";
	return archive_entry_sparse_count(entry) > 0 ? "is a sparse file: unpack it first" : NULL;
}

static int take_wanted(struct walk *walk, struct archive_entry *entry, const char *reason,
		       struct error *err)
{
	struct error bomb = ERROR_INIT;
	size_t length;

	if (--walk->input->allowance->members < 0 || walk->members > LIMIT_MEMBERS) {
		walk->stopped = true;
		return skip(walk, "", "it holds too many members: the rest is left out", err);
	}
	if (!reason)
		reason = refusal(entry);
	if (reason)
		return skip(walk, walk->name.data, reason, err);
	reason = hidden_part(walk->name.data, &length);
	if (reason)
		return skip_hidden(walk, length, reason, err);
	if (is_bomb(walk, size_said(entry), &bomb))
		return stop_at_bomb(walk, bomb.text, err);
	return give_member(walk, entry, err);
}

/* What this walk does not give is no matter of it, but its bytes may have to be unpacked. */
static int take_entry(struct walk *walk, struct archive_entry *entry, const char *said,
		      struct error *err)
{
	const char *reason = take_name(&walk->name, said ? said : "");
	struct error bomb = ERROR_INIT;
	int64_t before = walk->unpacked;
	int result = 0;

	if (said && is_folder(entry, said))
		return 0;
	walk->members++;
	if (input_is_companion(walk->name.data) == walk->companions)
		result = take_wanted(walk, entry, reason, err);
	else if (walk->members > LIMIT_MEMBERS || is_bomb(walk, size_said(entry), &bomb))
		walk->stopped = true; /* the other walk tells */
	if (walk->unpacked == before)
		walk->unpacked += size_said(entry);
	return result;
}

/* --- Walks ------------------------------------------------------------------------------------ */

/* What the end says of the archive as a whole. */
static int tell_end(struct walk *walk, int status, struct error *err)
{
	struct error damage = ERROR_INIT;

	if (status != ARCHIVE_EOF)
		say_damage(walk, &damage);
	else if (walk->members == 0)
		error_set(&damage, "it holds no files");
	else if (walk->source)
		source_drain(walk->source, &damage);
	return damage.text[0] ? skip(walk, "", damage.text, err) : 0;
}

static bool is_usable(int status)
{
	return status == ARCHIVE_OK || status == ARCHIVE_WARN;
}

static int walk_members(struct walk *walk, struct error *err)
{
	struct archive_entry *entry;
	const char *name;
	int status = open_archive(walk);

	while (is_usable(status) && !walk->stopped) {
		status = next_entry(walk, &entry, &name);
		if (is_usable(status) && take_entry(walk, entry, name, err) < 0)
			return -1;
	}
	return walk->companions || walk->stopped ? 0 : tell_end(walk, status, err);
}

/* Finds the kind, and whether there is a compression around it. */
static int look_at(struct walk *walk, struct error *err)
{
	const char *head, *compression;
	struct file_facts facts;
	size_t length;

	walk->source = source_open_bytes(walk->input->path, err);
	if (!walk->source || source_peek(walk->source, &head, &length, err) < 0 ||
	    platform_file_facts(walk->input->path, &facts, err) < 0)
		return -1;
	walk->kind = magic_find(kinds, head, length);
	if (!walk->kind)
		return error_set(err, "'%s' changed while it was read", walk->input->path);
	walk->size = facts.bytes;
	compression = source_info(walk->source)->container;
	buffer_puts(&walk->container, walk->kind->name);
	if (strcmp(compression, "file") != 0) {
		buffer_printf(&walk->container, " in %s", compression);
		return 0;
	}
	source_close(walk->source);
	walk->source = NULL;
	return 0;
}

static int walk_once(const struct input *input, const struct input_sink *sink, bool companions,
		     struct error *err)
{
	struct walk walk = {
		.input = input,
		.sink = sink,
		.container = BUFFER_INIT(LIMIT_MEMBER_NAME),
		.utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0),
		.companions = companions,
		.name = BUFFER_INIT(4 * LIMIT_MEMBER_NAME),
		.hidden = BUFFER_INIT(4 * LIMIT_MEMBER_NAME),
	};
	int result = look_at(&walk, err);

	if (result == 0)
		result = walk_members(&walk, err);
	archive_read_free(walk.archive);
	source_close(walk.source);
	if (walk.utf8)
		freelocale(walk.utf8);
	buffer_release(&walk.container);
	buffer_release(&walk.name);
	buffer_release(&walk.hidden);
	return result;
}

static bool fits(const char *path, const char *head, size_t length)
{
	(void)path;
	return magic_find(kinds, head, length) != NULL;
}

/* Twice over it, so that companions come first wherever they lie. */
static int expand(const struct input *input, const struct input_sink *sink, struct error *err)
{
	if (walk_once(input, sink, true, err) < 0)
		return -1;
	return walk_once(input, sink, false, err);
}

const struct container archive_container = { "archive", fits, expand };
