/* SPDX-License-Identifier: MIT
 * A Common Data Model description: what the columns of the tables beside it are, whose files hold rows
 * without a header, and of which files each table consists.
 */
#ifndef IMPORTERS_MODEL_H
#define IMPORTERS_MODEL_H

#include "input.h"
#include "path.h"

struct model_table;

struct model {
	struct str folder; /* of the tables, with its '/' */
	struct model_table *tables;
	size_t count;
	struct model *next;
};

/* NULL when it is none. `folder` must live in the arena. */
struct model *model_read(const struct cJSON *json, struct str folder, struct arena *arena);
/* Says of an input that lies in the model's folder what the model knows; false: nothing. */
bool model_adorn(struct model *model, struct input *input);
/* A file of the table that the model lists and no adorned input was, or NULL. */
const char *model_table_lacks(const struct model_table *table);

#endif
