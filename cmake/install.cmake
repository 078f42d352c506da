# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What `cmake --install` puts where, and the Debian packages made of it (scripts/packages.sh):
#
#   attacca          the program, its manual, what completes its command lines
#   libattacca-dev   the framework as sources, for find_package(attacca): plugins are compiled with
#                    their own options, and the build identity covers both
#   attacca-plugins  plugins of this tree, where hosts look
#   parlando         the conductor, its manual, and the plugin of its musicians
include(GNUInstallDirs)
set(ATTACCA_FRAMEWORK_FOLDER ${CMAKE_INSTALL_DATAROOTDIR}/attacca/framework)
set(ATTACCA_PACKER_FOLDER ${CMAKE_INSTALL_LIBEXECDIR}/attacca)

# attacca_install_program(<target> <name>): a program of this tree with its manual and what completes
# its command lines, as the component <name>.
function(attacca_install_program target name)
  set(manual ${PROJECT_BINARY_DIR}/manual/${name})
  add_custom_command(
    OUTPUT ${manual}/man1/${name}.1
    COMMAND ${target} --write-manual ${manual}
    DEPENDS ${target}
    COMMENT "Writing the manual of ${name}"
    VERBATIM)
  add_custom_target(manual_of_${name} ALL DEPENDS ${manual}/man1/${name}.1)
  install(TARGETS ${target} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT ${name})
  install(DIRECTORY ${manual}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT ${name})
  set(data ${CMAKE_INSTALL_DATAROOTDIR})
  install(FILES ${manual}/${name}.bash DESTINATION ${data}/bash-completion/completions
          RENAME ${name} COMPONENT ${name})
  install(FILES ${manual}/_${name} DESTINATION ${data}/zsh/vendor-completions COMPONENT ${name})
  install(FILES ${manual}/${name}.fish DESTINATION ${data}/fish/vendor_completions.d
          COMPONENT ${name})
endfunction()

if(TARGET attacca_cli)
  attacca_install_program(attacca_cli attacca)
  install(TARGETS attacca_packer RUNTIME DESTINATION ${ATTACCA_PACKER_FOLDER} COMPONENT attacca)
endif()
# Parlando: the conductor and its musician, which are of use together.
if(TARGET parlando)
  attacca_install_program(parlando parlando)
  install(DIRECTORY "${PROJECT_BINARY_DIR}/plugins/Parlando Musician.vst3" DESTINATION lib/vst3
          COMPONENT parlando)
  install(FILES "${PROJECT_BINARY_DIR}/plugins/Parlando Musician.clap" DESTINATION lib/clap
          COMPONENT parlando)
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
if(ATTACCA_EXAMPLES AND NOT APPLE) # one processor's half is for nobody: scripts/macos.sh joins both
  foreach(name IN LISTS ATTACCA_INSTALLED_PLUGINS)
    install(DIRECTORY "${PROJECT_BINARY_DIR}/plugins/${name}.vst3" DESTINATION lib/vst3
            COMPONENT attacca-plugins)
    install(FILES "${PROJECT_BINARY_DIR}/plugins/${name}.clap" DESTINATION lib/clap
            COMPONENT attacca-plugins)
  endforeach()
endif()

include(debian_packages)
