/* SPDX-License-Identifier: MIT
 * Text files that the build puts into the program (cmake/embed.cmake): one table per folder.
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
	const char *name;    /* relative to the folder: "0001-collection.sql", "ownership/x.sql" */
	const char *content; /* NUL terminated */
	size_t length;
};

/* Each is sorted by name and ends with a row of name NULL. */
extern const struct embedded_file schema_files[]; /* store/schema */
extern const struct embedded_file format_files[]; /* importers/formats */
extern const struct embedded_file secret_files[]; /* importers/secrets.json */
extern const struct embedded_file view_files[];   /* queries/views */
extern const struct embedded_file derived_files[]; /* queries/derived */
extern const struct embedded_file list_files[];   /* queries/lists */
extern const struct embedded_file baseline_files[]; /* queries/baselines */
extern const struct embedded_file report_files[]; /* queries/reports */
extern const struct embedded_file html_files[];   /* analyze/html */
extern const struct embedded_file topic_files[];  /* analyze/topics */
extern const struct embedded_file library_files[]; /* JavaScript that others wrote, for the page */

#endif
