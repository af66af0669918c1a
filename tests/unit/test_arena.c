/* SPDX-License-Identifier: MIT
 * Arenas and the heap under them: alignment, lifetimes, growth.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/memory.h"

static void pieces_are_aligned_and_apart(void **state)
{
	struct arena arena = ARENA_INIT;
	unsigned char *pieces[200];

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		pieces[i] = arena_alloc(&arena, i * 7);
		assert_non_null(pieces[i]);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t),
				 0);
		memset(pieces[i], (int)i, i * 7);
	}
	for (size_t i = 0; i < 200; i++) {
		for (size_t j = 0; j < i * 7; j++)
			assert_int_equal(pieces[i][j], i);
	}
	arena_release(&arena);
}

static void holds_pieces_larger_than_a_block(void **state)
{
	struct arena arena = ARENA_INIT;
	const size_t large = 9 * 1024 * 1024;
	char *before, *piece, *after;

	(void)state;
	before = arena_copy(&arena, "before", 6);
	piece = arena_alloc(&arena, large);
	memset(piece, 'x', large);
	after = arena_copy(&arena, "after", 5);
	assert_string_equal(before, "before");
	assert_string_equal(after, "after");
	assert_int_equal(piece[large - 1], 'x');
	arena_release(&arena);
}

static void copies_end_with_nul_and_keep_nuls_inside(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	assert_memory_equal(arena_copy(&arena, "a\0b and more", 3), "a\0b", 4);
	assert_string_equal(arena_copy(&arena, NULL, 0), "");
	arena_release(&arena);
}

static void can_be_used_after_reset_and_release(void **state)
{
	struct arena arena = ARENA_INIT;

	(void)state;
	arena_reset(&arena);
	for (int round = 0; round < 50; round++) {
		for (int i = 0; i < 1000; i++)
			memset(arena_alloc(&arena, 100), round, 100);
		arena_reset(&arena);
	}
	assert_string_equal(arena_copy(&arena, "again", 5), "again");
	arena_release(&arena);
	assert_null(arena.blocks);
	assert_string_equal(arena_copy(&arena, "more", 4), "more");
	arena_release(&arena);
	arena_release(&arena);
}

static void reset_reuses_memory_in_the_real_arena(void **state)
{
	struct arena arena = ARENA_INIT;
	void *first;

	(void)state;
#ifdef ARENA_PLAIN
	skip();
#endif
	first = arena_alloc(&arena, 10);
	arena_reset(&arena);
	assert_ptr_equal(arena_alloc(&arena, 10), first);
	arena_release(&arena);
}

static void reserve_makes_the_index_valid_and_keeps_content(void **state)
{
	size_t capacity = 0, resizes = 0;
	int *numbers = NULL;

	(void)state;
	for (size_t i = 0; i < 10000; i++) {
		size_t before = capacity;

		numbers = memory_reserve(numbers, i, &capacity, sizeof(*numbers));
		assert_true(capacity > i);
		resizes += capacity != before;
		numbers[i] = (int)i;
	}
	for (int i = 0; i < 10000; i++)
		assert_int_equal(numbers[i], i);
	assert_true(resizes < 15);
	numbers = memory_reserve(numbers, 70000, &capacity, sizeof(*numbers));
	numbers[70000] = 1;
	free(numbers);
}

static void memory_is_never_null(void **state)
{
	char *nothing = memory_alloc(0), *none = memory_copy(NULL, 0);
	char *copy = memory_copy("abc", 2), *zeroed = memory_alloc(64);

	(void)state;
	assert_non_null(nothing);
	assert_string_equal(copy, "ab");
	assert_string_equal(none, "");
	for (int i = 0; i < 64; i++)
		assert_int_equal(zeroed[i], 0);
	nothing = memory_resize(nothing, 0);
	assert_non_null(nothing);
	free(nothing);
	free(copy);
	free(none);
	free(zeroed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_aligned_and_apart),
		cmocka_unit_test(holds_pieces_larger_than_a_block),
		cmocka_unit_test(copies_end_with_nul_and_keep_nuls_inside),
		cmocka_unit_test(can_be_used_after_reset_and_release),
		cmocka_unit_test(reset_reuses_memory_in_the_real_arena),
		cmocka_unit_test(reserve_makes_the_index_valid_and_keeps_content),
		cmocka_unit_test(memory_is_never_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
