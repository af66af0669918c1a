/* SPDX-License-Identifier: MIT
 * Result files: written beside the target under a name of their own, moved over it when whole.
 * A target that is no regular file, /dev/stdout or a pipe, is written in place: renaming would
 * replace the device.
 */
#include "base/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/memory.h"

enum { TEMPORARY_ATTEMPTS = 100, SUFFIX_SIZE = 40 };

/* Tells what is at `path`; a path that does not exist is a regular file to be. A link stays: what
 * it points to is replaced. */
static int find_target(struct output_file *out, const char *path, struct stat *status)
{
	if (stat(path, status) < 0) {
		*status = (struct stat){ .st_mode = S_IFREG | 0666 };
		if (errno != ENOENT)
			return -1;
		out->path = memory_copy(path, strlen(path));
		return 0;
	}
	if (S_ISDIR(status->st_mode)) {
		errno = EISDIR;
		return -1;
	}
	if (S_ISREG(status->st_mode))
		out->path = realpath(path, NULL);
	else
		out->path = memory_copy(path, strlen(path));
	return out->path ? 0 : -1;
}

/* O_EXCL: never through a name that somebody put there before us. To be removed from before it is there: an
 * interrupt may come at once. */
static int open_new(const char *path, mode_t mode)
{
	int file, reason;

	interrupt_drop_file(path);
	file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	reason = errno;
	if (file < 0)
		interrupt_keep_file(path);
	errno = reason;
	return file;
}

/* The mode is that of the file to be replaced: what its owner closed to others must not open up. */
static int open_temporary(struct output_file *out, mode_t mode)
{
	size_t length = strlen(out->path);
	int file = -1;

	out->temporary = memory_alloc(length + SUFFIX_SIZE);
	memcpy(out->temporary, out->path, length);
	for (int i = 0; i < TEMPORARY_ATTEMPTS && file < 0; i++) {
		snprintf(out->temporary + length, SUFFIX_SIZE, ".%ld-%d.tmp", (long)getpid(), i);
		file = open_new(out->temporary, mode);
		if (file < 0 && errno != EEXIST)
			break;
	}
	return file;
}

static int open_target(struct output_file *out, const char *path)
{
	struct stat status;
	int file;

	if (find_target(out, path, &status) < 0)
		return -1;
	if (!S_ISREG(status.st_mode))
		return open(out->path, O_WRONLY | O_CLOEXEC);
	file = open_temporary(out, status.st_mode & 0777);
	if (file < 0) {
		free(out->temporary);
		out->temporary = NULL; /* not ours to remove */
	}
	return file;
}

/* The file is ended in every case; 0, or -1 with errno. */
static int finish_writing(struct output_file *out)
{
	bool failed = ferror(out->stream);
	int reason = failed ? EIO : 0; /* the errno of a write long ago is lost */

	if (fflush(out->stream) != 0 || (out->temporary && fsync(fileno(out->stream)) < 0))
		reason = errno;
	if (fclose(out->stream) != 0 && reason == 0)
		reason = errno;
	out->stream = NULL;
	errno = reason;
	return reason ? -1 : 0;
}

static void forget(struct output_file *out)
{
	if (out->temporary) {
		unlink(out->temporary);
		interrupt_keep_file(out->temporary);
	}
	free(out->temporary);
	free(out->path);
	free(out->buffer);
	*out = (struct output_file){ 0 };
}

enum { BUFFER_SIZE = 1 << 16 };

int output_open(struct output_file *out, const char *path, struct error *err)
{
	int file;

	*out = (struct output_file){ 0 };
	file = open_target(out, path);
	if (file >= 0)
		out->stream = fdopen(file, "w");
	if (out->stream) {
		out->buffer = memory_alloc(BUFFER_SIZE); /* without it glibc takes no notice of the size */
		setvbuf(out->stream, out->buffer, _IOFBF, BUFFER_SIZE);
		return 0;
	}
	error_set(err, "cannot write '%s': %s", path, strerror(errno));
	if (file >= 0)
		close(file);
	forget(out);
	return -1;
}

int output_commit(struct output_file *out, struct error *err)
{
	int result = finish_writing(out);

	if (result == 0 && out->temporary)
		result = rename(out->temporary, out->path);
	if (result < 0) {
		error_set(err, "cannot write '%s': %s", out->path, strerror(errno));
	} else if (out->temporary) {
		interrupt_keep_file(out->temporary);
		free(out->temporary);
		out->temporary = NULL;
	}
	forget(out);
	return result;
}

void output_discard(struct output_file *out)
{
	if (out->stream)
		fclose(out->stream);
	forget(out);
}
