# The HTML report in a real browser; skipped where there is no chromium or node.
add_test(NAME browser/report COMMAND ${CMAKE_CURRENT_LIST_DIR}/browser/report.sh
	$<TARGET_FILE:stocktake> ${PROJECT_SOURCE_DIR}/fixtures ${PROJECT_BINARY_DIR}/browser)
set_tests_properties(browser/report PROPERTIES LABELS browser TIMEOUT 600 SKIP_RETURN_CODE 77)
