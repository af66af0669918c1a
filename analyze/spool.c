/* SPDX-License-Identifier: MIT
 * A temporary file without a name; memory when the system has no room for one (a container
 * without /tmp).
 */
#include "spool.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"

enum { SPOOL_BUFFER = 1 << 16 };

void spool_open(struct spool *spool)
{
	spool_close(spool);
	spool->stream = tmpfile();
	if (spool->stream) {
		/* Without memory of ours, glibc takes no notice of the size. */
		spool->buffer = memory_alloc(SPOOL_BUFFER);
		setvbuf(spool->stream, spool->buffer, _IOFBF, SPOOL_BUFFER);
	} else {
		spool->stream = open_memstream(&spool->data, &spool->length);
	}
	if (!spool->stream)
		BUG("no memory for a stream");
}

static void copy_file(FILE *from, FILE *to)
{
	char block[1 << 16];
	size_t length;

	rewind(from);
	while ((length = fread(block, 1, sizeof(block), from)) > 0)
		fwrite(block, 1, length, to);
}

int spool_copy(struct spool *spool, FILE *to)
{
	if (fflush(spool->stream) != 0 || ferror(spool->stream))
		return -1;
	if (spool->data)
		fwrite(spool->data, 1, spool->length, to);
	else
		copy_file(spool->stream, to);
	return ferror(spool->stream) ? -1 : 0;
}

void spool_close(struct spool *spool)
{
	if (spool->stream)
		fclose(spool->stream);
	free(spool->buffer);
	free(spool->data);
	*spool = (struct spool){ 0 };
}
