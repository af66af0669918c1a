/* SPDX-License-Identifier: MIT
 * Numbers in texts: plain ones, and those that people and localised exports write with commas or
 * with groups of three digits. Nothing is guessed: 1,234 can be read in two ways.
 */
#ifndef IMPORTERS_NUMBER_H
#define IMPORTERS_NUMBER_H

#include "base/text.h"

enum number_result { NUMBER_OK, NUMBER_AMBIGUOUS, NUMBER_INVALID };

/* `*number` is set only for NUMBER_OK, and finite. No "inf", no "0x1F". */
enum number_result number_parse(struct str text, double *number);

#endif
