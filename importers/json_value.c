/* SPDX-License-Identifier: MIT
 * Moves over blanks and values of JSON text while the window slides.
 */
#include "json_reader.h"

static enum scanned scanned_at_end(const struct json_reader *reader)
{
	/* only a number or a word needs nothing behind it */
	return reader->scan.is_scalar ? SCANNED_WHOLE : SCANNED_CUT;
}

bool json_in_list(const struct json_reader *reader)
{
	const struct json_pattern *pattern = &reader->pattern;

	return pattern->count > 0 && pattern->steps[pattern->count - 1].kind == JSON_ELEMENTS;
}

int json_peek(struct json_reader *reader, bool keep, struct error *err)
{
	struct window *window = &reader->window;
	enum window_result more;

	for (;;) {
		while (window->at < window->end && json_is_blank(window->data[window->at]))
			window->at++;
		if (window->at < window->end)
			return (unsigned char)window->data[window->at];
		if (!keep)
			window->mark = window->at;
		more = window_more(window, err);
		if (more == WINDOW_BROKEN)
			return BYTE_STOP;
		if (more != WINDOW_GREW)
			return BYTE_END;
	}
}

enum scanned json_scan_on(struct json_reader *reader, bool keep, struct error *err)
{
	struct window *window = &reader->window;
	enum json_scan_result result;
	const char *p;

	for (;;) {
		p = window->data + window->at;
		result = json_scan(&reader->scan, &p, window->data + window->end);
		window->at = (size_t)(p - window->data);
		if (result != JSON_SCAN_MORE)
			return result == JSON_SCAN_DONE ? SCANNED_WHOLE : SCANNED_WRONG;
		if (!keep)
			window->mark = window->at;
		switch (window_more(window, err)) {
		case WINDOW_BROKEN:
			return SCANNED_STOP;
		case WINDOW_ENDED:
			return scanned_at_end(reader);
		case WINDOW_FULL:
			return SCANNED_LARGE;
		case WINDOW_GREW:
			break;
		}
	}
}

enum scanned json_scan_value(struct json_reader *reader, bool keep, struct error *err)
{
	json_scan_begin(&reader->scan, reader->window.data[reader->window.at]);
	return json_scan_on(reader, keep, err);
}

enum walk json_skipped(struct json_reader *reader, enum scanned scanned, struct error *err)
{
	switch (scanned) {
	case SCANNED_STOP:
		return WALK_STOP;
	case SCANNED_WHOLE:
		return WALK_ON;
	case SCANNED_WRONG:
		return json_unexpected(reader, "brackets do not match", err);
	default:
		return WALK_ENDED;
	}
}

enum walk json_skip_value(struct json_reader *reader, struct error *err)
{
	return json_skipped(reader, json_scan_value(reader, false, err), err);
}
