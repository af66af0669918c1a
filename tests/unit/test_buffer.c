/* SPDX-License-Identifier: MIT
 * Growing bytes: what is refused at the limit, and that it changes nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"

static void data_is_null_only_before_the_first_append(void **state)
{
	struct buffer buffer = BUFFER_INIT(10);

	(void)state;
	assert_null(buffer.data);
	assert_int_equal(buffer_append(&buffer, NULL, 0), 0);
	assert_string_equal(buffer.data, "");
	buffer_release(&buffer);
	assert_null(buffer.data);
	assert_int_equal(buffer.limit, 10);
}

static void appends_follow_one_another(void **state)
{
	struct buffer buffer = BUFFER_INIT(1000);

	(void)state;
	assert_int_equal(buffer_puts(&buffer, "one "), 0);
	assert_int_equal(buffer_append(&buffer, "two rest", 4), 0);
	assert_int_equal(buffer_printf(&buffer, "%d%s", 3, ""), 0);
	assert_string_equal(buffer.data, "one two 3");
	assert_int_equal(buffer.length, 9);
	buffer_clear(&buffer);
	assert_int_equal(buffer.length, 0);
	assert_string_equal(buffer.data, "");
	assert_int_equal(buffer_append(&buffer, "a\0b", 3), 0);
	assert_memory_equal(buffer.data, "a\0b", 4);
	buffer_release(&buffer);
}

static void fills_to_the_limit_and_refuses_more_whole(void **state)
{
	struct buffer buffer = BUFFER_INIT(5);

	(void)state;
	assert_int_equal(buffer_puts(&buffer, "123456"), -1);
	assert_null(buffer.data);
	assert_int_equal(buffer_puts(&buffer, "123"), 0);
	assert_int_equal(buffer_puts(&buffer, "456"), -1);
	assert_int_equal(buffer_printf(&buffer, "%d", 456), -1);
	assert_int_equal(buffer_append(&buffer, "4", SIZE_MAX), -1);
	assert_string_equal(buffer.data, "123");
	assert_int_equal(buffer.length, 3);
	assert_int_equal(buffer_printf(&buffer, "%d", 45), 0);
	assert_string_equal(buffer.data, "12345");
	assert_int_equal(buffer_puts(&buffer, ""), 0);
	assert_int_equal(buffer_puts(&buffer, "6"), -1);
	buffer_release(&buffer);
}

static void grows_over_many_appends(void **state)
{
	struct buffer buffer = BUFFER_INIT(1 << 20);

	(void)state;
	for (int i = 0; i < 10000; i++)
		assert_int_equal(buffer_printf(&buffer, "%05d,", i), 0);
	assert_int_equal(buffer.length, 60000);
	assert_memory_equal(buffer.data + 6 * 4321, "04321,", 6);
	assert_int_equal(buffer.data[60000], '\0');
	buffer_release(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(data_is_null_only_before_the_first_append),
		cmocka_unit_test(appends_follow_one_another),
		cmocka_unit_test(fills_to_the_limit_and_refuses_more_whole),
		cmocka_unit_test(grows_over_many_appends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
