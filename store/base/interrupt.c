/* SPDX-License-Identifier: MIT
 * Signal handlers, and what they may touch: lock-free atomics and system calls, nothing else.
 */
#include "base/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum { FILES_MAX = 16 };

static _Atomic(const char *) files[FILES_MAX];
static atomic_bool is_held, has_come;
static atomic_int came; /* the signal */
static const char *farewell_text;

static void end_by(int number)
{
	for (int i = 0; i < FILES_MAX; i++) {
		const char *path = atomic_load(&files[i]);

		if (path)
			unlink(path);
	}
	signal(number, SIG_DFL);
	raise(number);
}

static void on_signal(int number)
{
	if (atomic_load(&is_held) && !atomic_exchange(&has_come, true)) {
		atomic_store(&came, number);
		return;
	}
	end_by(number);
}

void interrupt_watch(const char *farewell)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal };
	struct sigaction before;

	farewell_text = farewell;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
}

void interrupt_hold(void)
{
	atomic_store(&is_held, true);
}

void interrupt_release(void)
{
	atomic_store(&is_held, false);
	if (!atomic_load(&has_come))
		return;
	if (farewell_text && write(STDERR_FILENO, farewell_text, strlen(farewell_text)) < 0)
		_exit(1);
	end_by(atomic_load(&came));
}

bool interrupt_came(void)
{
	return atomic_load(&has_come);
}

void interrupt_drop_file(const char *path)
{
	for (int i = 0; i < FILES_MAX; i++) {
		const char *none = NULL;

		if (atomic_compare_exchange_strong(&files[i], &none, path))
			return;
	}
}

void interrupt_keep_file(const char *path)
{
	for (int i = 0; i < FILES_MAX; i++) {
		const char *own = path;

		if (atomic_compare_exchange_strong(&files[i], &own, NULL))
			return;
	}
}
