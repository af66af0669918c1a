/* SPDX-License-Identifier: MIT
 * The lowest stage of a source: bytes of a file or of memory as they lie there, hashed on the way.
 */
#include "source_stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/platform.h"

/* Bytes are hashed right after they were read, so a read must fit into the second-level cache. */
enum { READ_MAX = 256 * 1024 };

struct raw_stage {
	struct stage stage;
	int fd;     /* -1: memory */
	char *path; /* owned */
	uint64_t identity;
	const char *data;
	size_t data_length;
	int64_t bytes;
	struct digest digest;
};

static long read_file(const struct raw_stage *raw, char *to, size_t size, struct error *err)
{
	ssize_t got;

	do
		got = read(raw->fd, to, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return error_set(err, "cannot read '%s': %s", raw->path, strerror(errno));
	return (long)got;
}

static long read_memory(const struct raw_stage *raw, char *to, size_t size)
{
	size_t left = raw->data_length - (size_t)raw->bytes;

	if (size > left)
		size = left;
	if (size > 0)
		memcpy(to, raw->data + raw->bytes, size);
	return (long)size;
}

static long raw_read(struct stage *stage, char *to, size_t size, struct error *err)
{
	struct raw_stage *raw = (struct raw_stage *)stage;
	long got;

	if (size > READ_MAX)
		size = READ_MAX;
	got = raw->fd < 0 ? read_memory(raw, to, size) : read_file(raw, to, size, err);
	if (got > 0) {
		raw->bytes += got;
		digest_add(&raw->digest, to, (size_t)got);
	}
	return got;
}

static void raw_close(struct stage *stage)
{
	struct raw_stage *raw = (struct raw_stage *)stage;

	if (raw->fd >= 0)
		close(raw->fd);
	free(raw->path);
	free(raw);
}

static struct raw_stage *raw_new(int fd)
{
	struct raw_stage *raw = memory_alloc(sizeof(*raw));

	raw->stage.read = raw_read;
	raw->stage.close = raw_close;
	raw->fd = fd;
	digest_begin(&raw->digest);
	return raw;
}

static int check_unchanged(const struct raw_stage *raw, struct error *err)
{
	struct file_facts facts;

	if (raw->fd < 0)
		return 0;
	if (platform_file_facts(raw->path, &facts, err) < 0)
		return error_prefix(err, "it changed while it was read");
	if (facts.identity != raw->identity || facts.bytes != raw->bytes)
		return error_set(err, "'%s' changed while it was read", raw->path);
	return 0;
}

struct raw_stage *raw_open(const char *path, struct error *err)
{
	struct raw_stage *raw;
	struct file_facts facts;
	int fd;

	if (platform_file_facts(path, &facts, err) < 0)
		return NULL;
	if (facts.kind != FILE_REGULAR) {
		error_set(err, "'%s' is not a regular file", path);
		return NULL;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		error_set(err, "cannot open '%s': %s", path, strerror(errno));
		return NULL;
	}
	raw = raw_new(fd);
	raw->path = memory_copy(path, strlen(path));
	raw->identity = facts.identity;
	return raw;
}

struct raw_stage *raw_open_memory(const char *data, size_t length)
{
	struct raw_stage *raw = raw_new(-1);

	raw->data = data;
	raw->data_length = length;
	return raw;
}

struct stage *raw_stage(struct raw_stage *raw)
{
	return &raw->stage;
}

int64_t raw_bytes(const struct raw_stage *raw)
{
	return raw->bytes;
}

int raw_finish(struct raw_stage *raw, char sha256[DIGEST_HEX_SIZE], struct error *err)
{
	char rest[16 * 1024];
	long got;

	while ((got = raw_read(&raw->stage, rest, sizeof(rest), err)) > 0)
		;
	if (got < 0)
		return -1;
	digest_end(&raw->digest, sha256);
	return check_unchanged(raw, err);
}
