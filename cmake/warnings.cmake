# Warnings, sanitizers and hardening as one INTERFACE library, for our own targets only.
add_library(warnings INTERFACE)
target_compile_definitions(warnings INTERFACE _GNU_SOURCE)
target_compile_options(warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
	-Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wcast-qual -Wvla
	-Wformat=2 -Wundef -Wpointer-arith $<$<BOOL:${STOCKTAKE_WERROR}>:-Werror>)

if(STOCKTAKE_SANITIZE)
	target_compile_definitions(warnings INTERFACE ARENA_PLAIN)
	add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
		-fno-omit-frame-pointer)
	add_link_options(-fsanitize=address,undefined)
endif()
if(STOCKTAKE_COVERAGE)
	add_compile_options(--coverage)
	add_link_options(--coverage)
endif()
if(STOCKTAKE_HARDEN)
	set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
	set(CMAKE_POSITION_INDEPENDENT_CODE ON)
	add_compile_options(-fstack-protector-strong -fstack-clash-protection
		$<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
	add_link_options(-pie -Wl,-z,relro,-z,now)
endif()
