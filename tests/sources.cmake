# One invented sample of every source, held against what the store must then hold.
add_test(NAME sources COMMAND ${CMAKE_CURRENT_LIST_DIR}/sources/check.sh $<TARGET_FILE:stocktake>)
set_tests_properties(sources PROPERTIES LABELS sources TIMEOUT 300)
