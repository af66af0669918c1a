/* SPDX-License-Identifier: MIT
 * Completion scripts for shells, written from the table of commands.
 */
#ifndef ANALYZE_COMPLETION_H
#define ANALYZE_COMPLETION_H

#include <stdio.h>

#include "vocabulary.h"

void completion_bash(const struct vocabulary *vocabulary, FILE *out);
void completion_zsh(const struct vocabulary *vocabulary, FILE *out);
void completion_fish(const struct vocabulary *vocabulary, FILE *out);

#endif
