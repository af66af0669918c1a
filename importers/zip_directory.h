/* SPDX-License-Identifier: MIT
 * How long the directory at the end of a zip is, before anybody loads it.
 */
#ifndef IMPORTERS_ZIP_DIRECTORY_H
#define IMPORTERS_ZIP_DIRECTORY_H

#include <stdint.h>

/* Bytes from where the directory begins to the end of the file; 0 when none was found. */
int64_t zip_directory_bytes(const char *path);

#endif
