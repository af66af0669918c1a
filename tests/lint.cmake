# The checks of scripts/lint as tests.
function(add_lint_test name)
	add_test(NAME lint/${name} COMMAND ${PROJECT_SOURCE_DIR}/scripts/lint ${name})
	set_tests_properties(lint/${name} PROPERTIES LABELS lint TIMEOUT 600 SKIP_RETURN_CODE 77
		ENVIRONMENT "BUILD=${PROJECT_BINARY_DIR};PROGRAM=$<TARGET_FILE:stocktake>" ${ARGN})
endfunction()

add_lint_test(limits)
add_lint_test(layers)
add_lint_test(words)
add_lint_test(names)
add_lint_test(headers)
add_lint_test(docs)
add_lint_test(tidy PROCESSORS 2 COST 1000)
add_lint_test(cppcheck PROCESSORS 2 COST 900)
add_test(NAME lint/refuses
	COMMAND ${CMAKE_CURRENT_LIST_DIR}/lint/refuses.sh ${PROJECT_SOURCE_DIR})
