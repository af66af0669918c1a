# Installing, and the Debian package: cpack --config build/release/CPackConfig.cmake
include(GNUInstallDirs)
install(TARGETS stocktake RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES docs/stocktake.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES docs/stocktake-formats.5 docs/stocktake-reports.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
install(FILES README.md CHANGELOG.md ARCHITECTURE.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md")

# Shells complete what this very program knows: it writes their scripts.
function(install_completion shell folder name)
	set(script ${PROJECT_BINARY_DIR}/completion/${name})
	install(CODE "file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/completion)
		execute_process(COMMAND $<TARGET_FILE:stocktake> completion ${shell}
			OUTPUT_FILE ${script} COMMAND_ERROR_IS_FATAL ANY)")
	install(FILES ${script} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endfunction()
install_completion(bash bash-completion/completions stocktake)
install_completion(zsh zsh/vendor-completions _stocktake)
install_completion(fish fish/vendor_completions.d stocktake.fish)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_VENDOR "The Stocktake developers")
set(CPACK_PACKAGE_CONTACT "The Stocktake developers <stocktake@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "Reads exports of the Centre of Excellence kit, of the admin APIs and
of other collectors, keeps every snapshot in one SQLite file, and reports what is orphaned,
unmanaged, risky, silent or changed. Needs no network and uses none.")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
