/* SPDX-License-Identifier: MIT
 * The shell of the HTML page: its head with policy and style, the elements of its data, and its
 * scripts, each of which the policy names by hash.
 */
#include "html.h"

#include <string.h>

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "base/embedded.h"

#include "command.h"

/* In the order in which they need each other; ours are functions, and any order will do. */
static const char *const libraries[] = {
	"jquery/jquery.min.js",
	"jquery-datatables/jquery.dataTables.min.js",
	"jquery-datatables-extensions/Scroller/js/dataTables.scroller.min.js",
	"jquery-datatables-extensions/Buttons/js/dataTables.buttons.min.js",
	"chart.js/chart.min.js",
};

enum { LIBRARY_COUNT = sizeof(libraries) / sizeof(libraries[0]) };

static const struct embedded_file *find(const struct embedded_file *files, const char *name)
{
	for (const struct embedded_file *file = files; file->name; file++)
		if (strcmp(file->name, name) == 0)
			return file;
	BUG("a part of the page is not embedded");
}

static bool is_script(const struct embedded_file *file)
{
	const char *dot = strrchr(file->name, '.');

	return dot && strcmp(dot, ".js") == 0;
}

static void print_byte(FILE *out, char byte)
{
	static const char *const entities[] = {
		['<'] = "&lt;", ['>'] = "&gt;", ['&'] = "&amp;", ['"'] = "&quot;", ['\''] = "&#39;",
	};
	size_t index = (unsigned char)byte;

	if (index < sizeof(entities) / sizeof(entities[0]) && entities[index])
		fputs(entities[index], out);
	else
		putc(byte, out);
}

static void print_text(FILE *out, const char *text)
{
	for (; *text; text++)
		print_byte(out, *text);
}

/* --- The policy --------------------------------------------------------------------------- */

static void print_hash(FILE *out, const struct embedded_file *file)
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];

	sha256_init(&context);
	sha256_update(&context, file->length, (const uint8_t *)file->content);
	sha256_digest(&context, sizeof(digest), digest);
	base64_encode_raw(text, sizeof(digest), digest);
	fprintf(out, " 'sha256-%.*s'", (int)sizeof(text), text);
}

static void print_policy(FILE *out)
{
	fputs("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	      "style-src",
	      out);
	print_hash(out, find(html_files, "style.css"));
	fputs("; script-src", out);
	for (size_t i = 0; i < LIBRARY_COUNT; i++)
		print_hash(out, find(library_files, libraries[i]));
	for (const struct embedded_file *file = html_files; file->name; file++)
		if (is_script(file))
			print_hash(out, file);
	fputs("; base-uri 'none'; form-action 'none'\">\n", out);
}

/* --- The shell ---------------------------------------------------------------------------- */

void html_open(FILE *out, const struct document *document)
{
	fputs("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n", out);
	print_policy(out);
	fputs("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n"
	      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Stocktake",
	      out);
	if (document && document->tenant_name) {
		fputs(": ", out);
		print_text(out, document->tenant_name);
	}
	fprintf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n%s",
		find(html_files, "style.css")->content, find(html_files, "body.html")->content);
}

void html_data_open(FILE *out, const char *id, const char *suffix)
{
	fputs("<script type=\"application/json\" id=\"", out);
	print_text(out, id);
	print_text(out, suffix);
	fputs("\">", out);
}

void html_data_close(FILE *out)
{
	fputs("</script>\n", out);
}

static void print_script(FILE *out, const struct embedded_file *file)
{
	fprintf(out, "<script>%s</script>\n", file->content);
}

static void print_areas(FILE *out)
{
	html_data_open(out, "areas", "");
	fputs(find(html_files, "areas.json")->content, out);
	html_data_close(out);
}

void html_close(FILE *out)
{
	print_areas(out);
	for (size_t i = 0; i < LIBRARY_COUNT; i++)
		print_script(out, find(library_files, libraries[i]));
	for (const struct embedded_file *file = html_files; file->name; file++)
		if (is_script(file))
			print_script(out, file);
	fputs("</body>\n</html>\n", out);
}
