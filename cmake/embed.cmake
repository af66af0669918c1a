# embed(target table folder pattern...): puts text files into the program as one C table,
#   const struct embedded_file TABLE[]   (include/base/embedded.h), sorted by name, NULL at the end.
# The folder is relative to the project, or absolute.
# File bytes become numbers, so no literal is too long and no character needs escaping.
function(embed target table folder)
	get_filename_component(root ${folder} ABSOLUTE BASE_DIR ${PROJECT_SOURCE_DIR})
	list(TRANSFORM ARGN PREPEND ${root}/ OUTPUT_VARIABLE patterns)
	file(GLOB files CONFIGURE_DEPENDS ${patterns})
	set(output ${PROJECT_BINARY_DIR}/${table}.c)
	add_custom_command(OUTPUT ${output}
		COMMAND ${CMAKE_COMMAND} "-DFILES=${files}" -DTABLE=${table} -DROOT=${root}
			-DOUTPUT=${output} -P ${PROJECT_SOURCE_DIR}/cmake/embed-files.cmake
		DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed-files.cmake VERBATIM)
	target_sources(${target} PRIVATE ${output})
endfunction()
