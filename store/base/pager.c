/* SPDX-License-Identifier: MIT
 * A pager reads a finished file, so nobody waits for a pipe, and how long the text is is known.
 */
#include "base/pager.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/platform.h"

enum { NOT_RUN = 126 }; /* from here on the shell says that there was no such program */

static FILE *kept;   /* the text */
static int terminal; /* where the stream went */

bool pager_begin(FILE *stream)
{
	struct error err = ERROR_INIT;
	char path[64];

	kept = platform_temporary(path, &err);
	terminal = kept ? dup(fileno(stream)) : -1;
	if (terminal < 0 || fflush(stream) != 0 || dup2(fileno(kept), fileno(stream)) < 0)
		return false;
	return true;
}

static bool is_longer(FILE *text, int lines)
{
	int count = 0, byte;

	while (count <= lines && (byte = getc(text)) != EOF)
		count += byte == '\n';
	rewind(text);
	return count > lines;
}

static void become(const char *command, int text)
{
	lseek(text, 0, SEEK_SET); /* stdio may have rewound its buffer only */
	dup2(text, STDIN_FILENO);
	setenv("LESS", "FRX", 0);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(NOT_RUN);
}

/* Ctrl-C is for the pager while it runs. */
static bool show(const char *command, FILE *text)
{
	void (*before)(int) = signal(SIGINT, SIG_IGN);
	pid_t child = fork();
	int status = NOT_RUN << 8;

	if (child == 0) {
		signal(SIGINT, SIG_DFL);
		become(command, fileno(text));
	}
	if (child > 0)
		waitpid(child, &status, 0);
	signal(SIGINT, before);
	return !WIFEXITED(status) || WEXITSTATUS(status) < NOT_RUN;
}

static void copy(FILE *text, FILE *stream)
{
	char block[1 << 14];
	size_t length;

	rewind(text);
	while ((length = fread(block, 1, sizeof(block), text)) > 0)
		fwrite(block, 1, length, stream);
}

void pager_end(FILE *stream, const char *command, int lines)
{
	if (fflush(stream) != 0)
		return; /* the program tells of it */
	dup2(terminal, fileno(stream));
	close(terminal);
	rewind(kept);
	if (!is_longer(kept, lines) || !show(command, kept))
		copy(kept, stream);
	fclose(kept);
}
