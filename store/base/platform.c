/* SPDX-License-Identifier: MIT
 * What the operating system knows: facts about a file, folders, the terminal and the clock. POSIX;
 * another system gets files of its own beside platform*.c, output.c and sandbox.c.
 */
#include "base/platform.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "platform_posix.h"

enum { UNKNOWN_TERMINAL_WIDTH = 80, UNKNOWN_TERMINAL_HEIGHT = 24 };

/* FNV-1a over whole numbers: small changes of one fact must not undo those of another. */
static uint64_t mix(uint64_t hash, uint64_t value)
{
	for (int byte = 0; byte < 8; byte++) {
		hash ^= value >> 8 * byte & 0xFF;
		hash *= UINT64_C(0x100000001B3);
	}
	return hash;
}

static uint64_t identity_of(const struct stat *status)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);

	hash = mix(hash, (uint64_t)status->st_size);
	hash = mix(hash, (uint64_t)status->st_mtim.tv_sec);
	hash = mix(hash, (uint64_t)status->st_mtim.tv_nsec);
	return mix(hash, (uint64_t)status->st_ino);
}

void file_facts_of(const struct stat *status, struct file_facts *facts)
{
	*facts = (struct file_facts){
		.kind = S_ISREG(status->st_mode) ? FILE_REGULAR :
			S_ISDIR(status->st_mode) ? FILE_FOLDER : FILE_OTHER,
		.bytes = status->st_size,
		.modified_at = status->st_mtim.tv_sec,
		.identity = identity_of(status),
	};
}

int platform_file_facts(const char *path, struct file_facts *facts, struct error *err)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return error_set(err, "cannot read '%s': %s", path, strerror(errno));
	file_facts_of(&status, facts);
	return 0;
}

static bool is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int make_one_folder(const char *path, struct error *err)
{
	int reason;

	if (mkdir(path, 0777) == 0)
		return 0;
	reason = errno; /* EEXIST, or on a read-only system something else, also when it is there */
	if (is_folder(path))
		return 0;
	return error_set(err, "cannot make folder '%s': %s", path, strerror(reason));
}

int platform_make_folder(const char *path, struct error *err)
{
	char *partial = memory_copy(path, strlen(path));
	int result = 0;

	for (char *slash = strchr(partial, '/'); slash && result == 0;
	     slash = strchr(slash + 1, '/')) {
		if (slash == partial)
			continue;
		*slash = '\0';
		result = make_one_folder(partial, err);
		*slash = '/';
	}
	if (result == 0)
		result = make_one_folder(path, err);
	free(partial);
	return result;
}

/* Gives its descriptor. */
static int make_temporary(char path[PLATFORM_PATH_SIZE], struct error *err)
{
	const char *folder = getenv("TMPDIR");
	int fd;

	if (!folder || !*folder)
		folder = P_tmpdir;
	snprintf(path, PLATFORM_PATH_SIZE, "%s/stocktake-XXXXXX", folder);
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		error_set(err, "cannot create a file in '%s': %s", folder, strerror(errno));
	return fd;
}

int platform_temporary_file(char path[PLATFORM_PATH_SIZE], struct error *err)
{
	int fd = make_temporary(path, err);

	if (fd < 0)
		return -1;
	close(fd);
	return 0;
}

FILE *platform_temporary(char path[64], struct error *err)
{
	char name[PLATFORM_PATH_SIZE];
	int fd = make_temporary(name, err);

	if (fd < 0)
		return NULL;
	unlink(name);
	snprintf(path, 64, "/proc/self/fd/%d", fd);
	return fdopen(fd, "w+b");
}

bool platform_is_terminal(FILE *stream)
{
	return isatty(fileno(stream));
}

int platform_terminal_width(FILE *stream)
{
	struct winsize size;

	if (ioctl(fileno(stream), TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
		return UNKNOWN_TERMINAL_WIDTH;
	return size.ws_col;
}

int platform_terminal_height(FILE *stream)
{
	struct winsize size;

	if (ioctl(fileno(stream), TIOCGWINSZ, &size) < 0 || size.ws_row == 0)
		return UNKNOWN_TERMINAL_HEIGHT;
	return size.ws_row;
}

int64_t platform_now(void)
{
	return (int64_t)time(NULL);
}

double platform_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int platform_processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count > 0 ? (int)count : 1;
}

int platform_read_file(const char *path, struct buffer *text, struct error *err)
{
	char block[16 * 1024];
	FILE *file = fopen(path, "rb");
	size_t got;
	int result = 0;

	if (file == NULL)
		return error_set(err, "cannot open '%s': %s", path, strerror(errno));
	while (result == 0 && (got = fread(block, 1, sizeof(block), file)) > 0) {
		if (buffer_append(text, block, got) < 0)
			result = error_set(err, "%s: larger than %zu bytes", path, text->limit);
	}
	if (result == 0 && ferror(file))
		result = error_set(err, "cannot read '%s': %s", path, strerror(errno));
	fclose(file);
	return result;
}

enum { OPEN_FILES = 256 };

/* Asked through the descriptor that is open already: closing another one of the same file would end the
 * locks of this process. */
int64_t platform_lock_holder(const char *path, int64_t at)
{
	struct stat wanted, found;

	if (stat(path, &wanted) < 0)
		return 0;
	for (int file = 0; file < OPEN_FILES; file++) {
		struct flock lock = {
			.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = 1
		};

		if (fstat(file, &found) < 0 || found.st_ino != wanted.st_ino ||
		    found.st_dev != wanted.st_dev)
			continue;
		return fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? lock.l_pid : 0;
	}
	return 0;
}
