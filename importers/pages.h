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

/* Whether a member beside the records says that only some objects were asked for: a query is repeated in
 * the link to its next page; a link to what changes later ends a list that may be of changes itself. */
bool tells_selection(struct str name, struct str value);
/* Whether a member of that name says that another page follows. */
bool names_next_page(struct str name);

#endif
