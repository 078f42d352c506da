# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What `cmake --install` puts where, and the Debian packages made of it (scripts/packages.sh):
#
#   attacca          the program, its manual, what completes its command lines
#   libattacca-dev   the framework as sources, for find_package(attacca): plugins are compiled with
#                    their own options, and the build identity covers both
#   attacca-plugins  plugins of this tree, where hosts look
include(GNUInstallDirs)
set(ATTACCA_FRAMEWORK_FOLDER ${CMAKE_INSTALL_DATAROOTDIR}/attacca/framework)
set(ATTACCA_PACKER_FOLDER ${CMAKE_INSTALL_LIBEXECDIR}/attacca)

# The program.
if(TARGET attacca_cli)
  set(manual ${PROJECT_BINARY_DIR}/manual)
  add_custom_command(
    OUTPUT ${manual}/man1/attacca.1
    COMMAND attacca_cli --write-manual ${manual}
    DEPENDS attacca_cli
    COMMENT "Writing the manual of attacca"
    VERBATIM)
  add_custom_target(attacca_manual ALL DEPENDS ${manual}/man1/attacca.1)
  install(TARGETS attacca_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT attacca)
  install(TARGETS attacca_packer RUNTIME DESTINATION ${ATTACCA_PACKER_FOLDER} COMPONENT attacca)
  install(DIRECTORY ${manual}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT attacca)
  set(data ${CMAKE_INSTALL_DATAROOTDIR})
  install(FILES ${manual}/attacca.bash DESTINATION ${data}/bash-completion/completions
          RENAME attacca COMPONENT attacca)
  install(FILES ${manual}/_attacca DESTINATION ${data}/zsh/vendor-completions COMPONENT attacca)
  install(FILES ${manual}/attacca.fish DESTINATION ${data}/fish/vendor_completions.d
          COMPONENT attacca)
endif()

# The framework.
configure_file(cmake/attacca-config.cmake.in ${PROJECT_BINARY_DIR}/package/attacca-config.cmake @ONLY)
include(CMakePackageConfigHelpers)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/attacca-config-version.cmake
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/package/attacca-config.cmake
              ${PROJECT_BINARY_DIR}/package/attacca-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/cmake/attacca COMPONENT libattacca-dev)
file(STRINGS scaffold/framework_parts.txt parts)
foreach(part IN LISTS parts)
  if(part STREQUAL docs)
    install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/libattacca-dev
            COMPONENT libattacca-dev)
  elseif(IS_DIRECTORY ${PROJECT_SOURCE_DIR}/${part})
    install(DIRECTORY ${part} DESTINATION ${ATTACCA_FRAMEWORK_FOLDER} USE_SOURCE_PERMISSIONS
            COMPONENT libattacca-dev PATTERN __pycache__ EXCLUDE PATTERN debian EXCLUDE)
  else()
    cmake_path(GET part PARENT_PATH folder)
    set(kind FILES)
    if(part MATCHES "\\.sh$")
      set(kind PROGRAMS)
    endif()
    install(${kind} ${part} DESTINATION ${ATTACCA_FRAMEWORK_FOLDER}/${folder}
            COMPONENT libattacca-dev)
  endif()
endforeach()

# Plugins that musicians may like, by their display names; the others are for their sources.
set(ATTACCA_INSTALLED_PLUGINS "Attacca Compressor" "Attacca Convolver" "Attacca Crossover" "Attacca Drums"
    "Attacca Gain" "Attacca MIDI Inverter" "Attacca Meter" "Attacca Poly Mod Synth" "Attacca Sine"
    "Attacca Surround Panner" "Track Info Display")
if(ATTACCA_EXAMPLES)
  foreach(name IN LISTS ATTACCA_INSTALLED_PLUGINS)
    install(DIRECTORY "${PROJECT_BINARY_DIR}/plugins/${name}.vst3" DESTINATION lib/vst3
            COMPONENT attacca-plugins)
    install(FILES "${PROJECT_BINARY_DIR}/plugins/${name}.clap" DESTINATION lib/clap
            COMPONENT attacca-plugins)
  endforeach()
endif()

include(debian_packages)
