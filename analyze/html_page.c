/* SPDX-License-Identifier: MIT
 * The shell of the HTML page: its head with policy and style, escaping, and small pieces that its
 * other parts share.
 */
#include "html.h"

#include <string.h>

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "base/embedded.h"

#include "command.h"
#include "glyph.h"

static const struct embedded_file *find_style(void)
{
	for (const struct embedded_file *file = html_files; file->name; file++)
		if (strcmp(file->name, "style.css") == 0)
			return file;
	BUG("style.css is not embedded");
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

/* A line end stays one: the style shows it as such. */
void html_str(FILE *out, struct str text)
{
	struct glyph glyph;

	while (glyph_next(&text, &glyph)) {
		if (str_equal(glyph.text, STR("\\n"))) {
			putc('\n', out);
			continue;
		}
		for (size_t i = 0; i < glyph.text.length; i++)
			print_byte(out, glyph.text.data[i]);
	}
}

void html_text(FILE *out, const char *text)
{
	html_str(out, str_of(text));
}

void html_badge(FILE *out, enum severity severity)
{
	fprintf(out, "<span class=\"badge %s\">%s</span>", severity_name(severity),
		severity_name(severity));
}

void html_missing(FILE *out, const struct need *const *missing, size_t count,
		  struct formats *formats)
{
	for (size_t i = 0; i < count; i++) {
		fputs("<div><b>", out);
		html_text(out, missing[i]->text);
		fputs("</b> comes with ", out);
		remedy_print(out, formats, missing[i]->entity);
		fputs("</div>", out);
	}
}

static void print_policy(FILE *out, const struct embedded_file *style)
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];
	char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];

	sha256_init(&context);
	sha256_update(&context, style->length, (const uint8_t *)style->content);
	sha256_digest(&context, sizeof(digest), digest);
	base64_encode_raw(text, sizeof(digest), digest);
	fprintf(out,
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src 'sha256-%.*s'; base-uri 'none'; form-action 'none'\">\n",
		(int)sizeof(text), text);
}

void html_open(FILE *out, const struct document *document)
{
	const struct embedded_file *style = find_style();

	fputs("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n", out);
	print_policy(out, style);
	fputs("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n"
	      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>Stocktake",
	      out);
	if (document && document->tenant_name) {
		fputs(": ", out);
		html_text(out, document->tenant_name);
	}
	fprintf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n", style->content);
}

void html_close(FILE *out)
{
	fprintf(out,
		"<footer>stocktake %s. This page loads nothing and runs no script."
		"</footer>\n</main>\n</body>\n</html>\n",
		program_version);
}
