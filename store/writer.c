/* SPDX-License-Identifier: MIT
 * Two batches go back and forth: one is filled by the caller while the thread writes the other.
 */
#include "writer.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/interrupt.h"
#include "base/memory.h"

enum { BATCH_ENTRIES = 2000, BATCH_BYTES = 1024 * 1024 };

struct entry {
	sqlite3_stmt *statement;
	struct value *values; /* in the batch's arena, texts too */
	size_t count;
};

struct batch {
	struct entry entries[BATCH_ENTRIES];
	size_t count, bytes;
	struct arena arena;
};

struct writer {
	struct batch batches[2];
	struct batch *filling; /* the caller's */
	struct batch *writing; /* handed over; NULL when the thread has nothing to do */
	bool ending, failed;
	struct error error; /* set by the thread, once `failed` */
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	pthread_t thread;
};

static void bind_value(sqlite3_stmt *statement, int index, const struct value *value)
{
	switch (value->type) {
	case VALUE_NULL:
		sqlite3_bind_null(statement, index);
		break;
	case VALUE_INT:
		sqlite3_bind_int64(statement, index, value->integer);
		break;
	case VALUE_REAL:
		sqlite3_bind_double(statement, index, value->real);
		break;
	case VALUE_TEXT:
		sqlite3_bind_text64(statement, index, value->text.data, value->text.length,
				    SQLITE_STATIC, SQLITE_UTF8);
		break;
	}
}

static int write_batch(struct batch *batch, struct error *err)
{
	for (size_t i = 0; i < batch->count; i++) {
		const struct entry *entry = &batch->entries[i];
		int code;

		for (size_t k = 0; k < entry->count; k++)
			bind_value(entry->statement, (int)k + 1, &entry->values[k]);
		code = store_step(entry->statement, err);
		sqlite3_reset(entry->statement);
		if (code < 0)
			return -1;
	}
	return 0;
}

static void empty_batch(struct batch *batch)
{
	batch->count = batch->bytes = 0;
	arena_reset(&batch->arena);
}

static void *write_on(void *context)
{
	struct writer *writer = context;
	struct error err = ERROR_INIT;

	pthread_mutex_lock(&writer->mutex);
	while (!writer->ending) {
		if (writer->writing == NULL) {
			pthread_cond_wait(&writer->changed, &writer->mutex);
			continue;
		}
		pthread_mutex_unlock(&writer->mutex);
		if (!writer->failed && write_batch(writer->writing, &err) < 0) {
			writer->error = err;
			writer->failed = true;
		}
		pthread_mutex_lock(&writer->mutex);
		writer->writing = NULL;
		pthread_cond_broadcast(&writer->changed);
	}
	pthread_mutex_unlock(&writer->mutex);
	return NULL;
}

struct writer *writer_new(void)
{
	struct writer *writer = memory_alloc(sizeof(*writer));

	writer->filling = &writer->batches[0];
	pthread_mutex_init(&writer->mutex, NULL);
	pthread_cond_init(&writer->changed, NULL);
	if (pthread_create(&writer->thread, NULL, write_on, writer) != 0)
		BUG("no thread can be made");
	return writer;
}

void writer_free(struct writer *writer)
{
	if (writer == NULL)
		return;
	pthread_mutex_lock(&writer->mutex);
	writer->ending = true;
	pthread_cond_broadcast(&writer->changed);
	pthread_mutex_unlock(&writer->mutex);
	pthread_join(writer->thread, NULL);
	pthread_cond_destroy(&writer->changed);
	pthread_mutex_destroy(&writer->mutex);
	arena_release(&writer->batches[0].arena);
	arena_release(&writer->batches[1].arena);
	free(writer);
}

/* With the mutex held: returns when the thread has nothing to do. */
static void wait_idle(struct writer *writer)
{
	while (writer->writing != NULL)
		pthread_cond_wait(&writer->changed, &writer->mutex);
}

static int outcome(const struct writer *writer, struct error *err)
{
	if (!writer->failed)
		return 0;
	*err = writer->error;
	return -1;
}

static int hand_over(struct writer *writer, struct error *err)
{
	pthread_mutex_lock(&writer->mutex);
	wait_idle(writer);
	writer->writing = writer->filling;
	writer->filling = &writer->batches[writer->filling == &writer->batches[0]];
	pthread_cond_broadcast(&writer->changed);
	pthread_mutex_unlock(&writer->mutex);
	empty_batch(writer->filling);
	return outcome(writer, err);
}

static void copy_values(struct batch *batch, struct entry *entry, const struct value *values)
{
	size_t size = entry->count * sizeof(*values);

	entry->values = arena_alloc(&batch->arena, size);
	memcpy(entry->values, values, size);
	batch->bytes += size;
	for (size_t i = 0; i < entry->count; i++) {
		struct str *text = &entry->values[i].text;

		if (values[i].type != VALUE_TEXT)
			continue;
		text->data = arena_copy(&batch->arena, text->data, text->length);
		batch->bytes += text->length;
	}
}

int writer_run(struct writer *writer, sqlite3_stmt *statement, const struct value *values,
	       size_t count, struct error *err)
{
	struct batch *batch = writer->filling;
	struct entry *entry = &batch->entries[batch->count];

	if (interrupt_came())
		return error_set(err, "interrupted");
	batch->count++;
	*entry = (struct entry){ .statement = statement, .count = count };
	copy_values(batch, entry, values);
	if (batch->count < BATCH_ENTRIES && batch->bytes < BATCH_BYTES)
		return 0;
	return hand_over(writer, err);
}

int writer_wait(struct writer *writer, struct error *err)
{
	if (writer->filling->count > 0 && hand_over(writer, err) < 0)
		return -1;
	pthread_mutex_lock(&writer->mutex);
	wait_idle(writer);
	pthread_mutex_unlock(&writer->mutex);
	return outcome(writer, err);
}
