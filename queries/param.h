/* SPDX-License-Identifier: MIT
 * Kinds of report parameters: their names, and how a value is read from text.
 */
#ifndef QUERIES_PARAM_H
#define QUERIES_PARAM_H

#include <stdint.h>

#include <sqlite3.h>

#include "base/text.h"
#include "queries/catalogue.h"
#include "queries/run.h"

int param_kind_parse(struct str name, enum param_kind *kind); /* 0, or -1: no such word */
/* "an integer", "a number", "text": for messages. */
const char *param_kind_phrase(enum param_kind kind);

/* 0, or -1 when `text` is not of that kind. */
int param_check(enum param_kind kind, const char *text);
/* Binds `text`, which param_check accepted. The text must outlive the statement. */
void param_bind(sqlite3_stmt *statement, int index, enum param_kind kind, const char *text);

/* The value in force: that of the last setting of its name, else the default. */
const char *param_value(const struct param *param, const struct setting *settings, size_t count);

#endif
