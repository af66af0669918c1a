/* SPDX-License-Identifier: MIT
 * Pages of one list that lie in files of their own: page-1.json, page-2.json.
 */
#ifndef IMPORTERS_PAGES_H
#define IMPORTERS_PAGES_H

#include "file.h"

/* A file that names a next page is whole together with it: the file of the same format whose path is
 * the same but for one number, greater by one. Where a page is missing or damaged, none of the
 * files that may be pages of the list covers more than some. */
void settle_pages(struct file_result *results, size_t count);

#endif
