/* SPDX-License-Identifier: MIT
 * Any bytes as a workbook, as one part of a good workbook, as XML, as markdown: no crash, nothing
 * stops it, and what it gives is read without damage. The first byte says as what.
 */
#include <archive.h>
#include <archive_entry.h>
#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/platform.h"
#include "importers/expand.h"
#include "importers/reader.h"
#include "importers/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TYPE " Type=\"x/"

struct part {
	char letter; /* the input stands in for the part when it begins so */
	const char *name, *text;
};

static const struct part parts[] = {
	{ 'r', "_rels/.rels",
	  "<R><Relationship Id=\"1\"" TYPE "officeDocument\" Target=\"w.xml\"/></R>" },
	{ 'b', "w.xml",
	  "<workbook><sheets><sheet name=\"A\" id=\"1\"/><sheet name=\"hiddenSheet\" state=\"hidden\""
	  " id=\"2\"/></sheets></workbook>" },
	{ 'R', "_rels/w.xml.rels",
	  "<R><Relationship Id=\"1\"" TYPE
	  "worksheet\" Target=\"1.xml\"/><Relationship Id=\"2\"" TYPE
	  "worksheet\" Target=\"2.xml\"/><Relationship Id=\"3\"" TYPE
	  "sharedStrings\" Target=\"3.xml\"/><Relationship Id=\"4\"" TYPE
	  "styles\" Target=\"4.xml\"/></R>" },
	{ 's', "1.xml",
	  "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row>"
	  "<c s=\"1\"><v>46082.5</v></c><c><v>0.1</v></c></row></sheetData></worksheet>" },
	{ 'h', "2.xml",
	  "<worksheet><sheetData><row><c t=\"str\"><v>t:c:l=a</v></c></row></sheetData>"
	  "</worksheet>" },
	{ 't', "3.xml", "<sst><si><t>a</t></si><si><t>b</t></si></sst>" },
	{ 'y', "4.xml",
	  "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy\"/></numFmts>"
	  "<cellXfs><xf/><xf numFmtId=\"170\"/></cellXfs></styleSheet>" },
	{ 'l', "_rels/1.xml.rels",
	  "<R><Relationship Id=\"1\"" TYPE "table\" Target=\"5.xml\"/></R>" },
	{ 'T', "5.xml", "<table ref=\"A1:B9\" displayName=\"T\"/>" },
};

/* --- What comes out --------------------------------------------------------------------------- */

static int take_header(void *context, const struct str *names, size_t count, struct error *err)
{
	(void)names, (void)err;
	*(size_t *)context = count;
	return 0;
}

static int take_record(void *context, const struct record *record, struct error *err)
{
	(void)err;
	if (record->cell_count != *(size_t *)context)
		abort();
	return 0;
}

static int refuse_damage(void *context, const struct damage *damage, struct error *err)
{
	(void)context, (void)damage, (void)err;
	abort();
}

static void check_csv(const char *path)
{
	size_t columns = 0;
	const struct record_sink sink = {
		.header = take_header,
		.record = take_record,
		.damage = refuse_damage,
		.context = &columns,
	};
	struct error err = ERROR_INIT;
	struct source *source = source_open(path, &err);
	int ended_well;

	if (!source || read_csv(source, &sink, &ended_well, &err) < 0 || !ended_well)
		abort();
	source_close(source);
}

static void check_json(const char *path, bool is_list)
{
	struct buffer text = BUFFER_INIT(256 * MIB);
	FILE *file = fopen(path, "rb");
	char block[4096];
	size_t got;
	cJSON *json;

	if (!file)
		abort();
	while ((got = fread(block, 1, sizeof(block), file)) > 0)
		buffer_append(&text, block, got);
	fclose(file);
	json = cJSON_ParseWithLength(text.data, text.length);
	if (!json || !(is_list ? cJSON_IsArray(json) : cJSON_IsObject(json)))
		abort();
	cJSON_Delete(json);
	buffer_release(&text);
}

static int take(void *context, const struct input *input, struct error *err)
{
	const struct container *container = context;

	(void)err;
	if (container == &workbook_container)
		check_csv(input->path);
	else
		check_json(input->path, container == &markdown_container);
	return 0;
}

static int skip(void *context, const char *shown, const char *reason, struct error *err)
{
	(void)context, (void)err;
	if (!shown[0] || !reason[0])
		abort();
	return 0;
}

/* --- What goes in ----------------------------------------------------------------------------- */

static void write_package(const char *path, char letter, const uint8_t *data, size_t size)
{
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();

	archive_write_set_format_zip(archive);
	archive_write_set_options(archive, "compression=store");
	archive_write_open_filename(archive, path);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		bool replaced = parts[i].letter == letter;
		size_t length = replaced ? size : strlen(parts[i].text);

		if ((parts[i].letter == 'l' || parts[i].letter == 'T') && letter != 'l' &&
		    letter != 'T')
			continue;
		archive_entry_clear(entry);
		archive_entry_set_pathname(entry, parts[i].name);
		archive_entry_set_size(entry, (la_int64_t)length);
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_write_header(archive, entry);
		archive_write_data(archive, replaced ? (const void *)data : parts[i].text, length);
	}
	archive_entry_free(entry);
	archive_write_free(archive);
}

static const struct container *container_of(uint8_t letter)
{
	if (letter == 'x')
		return &xml_container;
	return letter == 'm' ? &markdown_container : &workbook_container;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error err = ERROR_INIT;
	char path[64], head[64];
	FILE *file = platform_temporary(path, &err);
	const struct container *container = container_of(size ? data[0] : 0);
	const struct input input = { .path = path, .shown = "fuzz" };
	struct input_sink sink = { take, skip, NULL };

	if (!file)
		abort();
	memcpy(&sink.context, &container, sizeof(container));
	if (size > 0 && strchr("wxm", data[0]) && data[0])
		fwrite(data + 1, 1, size - 1, file);
	else if (size > 0)
		write_package(path, (char)data[0], data + 1, size - 1);
	fflush(file);
	rewind(file);
	if (container->fits(path, head, fread(head, 1, sizeof(head), file)) &&
	    container->expand(&input, &sink, &err) < 0)
		abort();
	fclose(file);
	return 0;
}
