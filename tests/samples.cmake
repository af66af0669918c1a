# Real payloads that lie beside the checkout, not in it; skipped where there are none.
add_test(NAME samples/import COMMAND ${CMAKE_CURRENT_LIST_DIR}/samples/import.sh
	$<TARGET_FILE:stocktake> ${PROJECT_SOURCE_DIR}/../shared/samples)
set_tests_properties(samples/import PROPERTIES LABELS samples TIMEOUT 300 SKIP_RETURN_CODE 77)
