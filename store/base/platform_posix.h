/* SPDX-License-Identifier: MIT
 * What the POSIX files of this folder share and nobody else may know.
 */
#ifndef BASE_PLATFORM_POSIX_H
#define BASE_PLATFORM_POSIX_H

struct stat;
struct file_facts;

void file_facts_of(const struct stat *status, struct file_facts *facts);

#endif
