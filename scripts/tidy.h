/* SPDX-License-Identifier: MIT
 * Included before every file by scripts/lint tidy: the analyzer sees one file at a time, and does
 * not know that these always return -1.
 */
#include "base/error.h"

#define error_set(...) (error_set(__VA_ARGS__), -1)
#define error_prefix(...) (error_prefix(__VA_ARGS__), -1)
