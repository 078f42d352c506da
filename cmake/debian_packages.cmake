# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# The packages of cmake/install.cmake, for Debian 12 and newer; scripts/packages.sh makes them.
set(ATTACCA_PACKAGE_MAINTAINER "The Attacca authors <packages@attacca.invalid>"
    CACHE STRING "Who answers for Debian packages made here: Name <address>")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME attacca)
# Each package has its own; this value stands for "none" in CPackDeb.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_NAME} built using CMake")
set(CPACK_PACKAGE_VENDOR "The Attacca authors")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_COMPONENTS_ALL attacca libattacca-dev attacca-plugins)
if(TARGET parlando)
  list(APPEND CPACK_COMPONENTS_ALL parlando)
endif()
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/debian_staging.cmake)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
                                                GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${ATTACCA_PACKAGE_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# The libraries that plugins are built with are those that scripts/install-deps.sh knows.
function(_attacca_debian_needs out kinds)
  execute_process(COMMAND ${PROJECT_SOURCE_DIR}/scripts/install-deps.sh --list
                  OUTPUT_VARIABLE table RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "scripts/install-deps.sh --list: ended with ${status}")
  endif()
  set(packages "")
  string(REPLACE "\n" ";" lines "${table}")
  foreach(line IN LISTS lines)
    if(line MATCHES "^(${kinds}) +([^ ]+) ")
      list(APPEND packages ${CMAKE_MATCH_2})
    endif()
  endforeach()
  list(JOIN packages ", " packages)
  set(${out} "${packages}" PARENT_SCOPE)
endfunction()

set(CPACK_DEBIAN_ATTACCA_PACKAGE_NAME attacca)
set(CPACK_DEBIAN_ATTACCA_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_ATTACCA_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_ATTACCA_PACKAGE_RECOMMENDS "xvfb")
set(CPACK_DEBIAN_ATTACCA_PACKAGE_SUGGESTS "libattacca-dev")
set(CPACK_COMPONENT_ATTACCA_DESCRIPTION
   "tools for audio plugins: run, validate, package, install
Begins, runs, validates, packages and installs VST3 and CLAP plugins without
a digital audio workstation: a headless host with the habits of nine
others, several hundred checks of the formats' rules, long runs under load,
and a doctor for the plugins and settings of a machine.")

_attacca_debian_needs(needs "plugin|editor")
_attacca_debian_needs(tools "tools")
set(CPACK_DEBIAN_LIBATTACCA-DEV_PACKAGE_NAME libattacca-dev)
set(CPACK_DEBIAN_LIBATTACCA-DEV_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_LIBATTACCA-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBATTACCA-DEV_PACKAGE_DEPENDS "attacca (>= ${PROJECT_VERSION}), ${needs}")
set(CPACK_DEBIAN_LIBATTACCA-DEV_PACKAGE_RECOMMENDS "libzstd-dev")
set(CPACK_DEBIAN_LIBATTACCA-DEV_PACKAGE_SUGGESTS "${tools}")
set(CPACK_COMPONENT_LIBATTACCA-DEV_DESCRIPTION
   "framework for audio plugins: VST3 and CLAP from one C++ source
Parameters, notes, state, presets and editors of audio plugins, written once
for VST3, CLAP and programs of their own. What crosses a thread arrives, and
no lock or allocation is taken on the audio thread.
.
It comes as sources, which find_package(attacca) adds to a build with CMake.")

set(CPACK_DEBIAN_ATTACCA-PLUGINS_PACKAGE_NAME attacca-plugins)
set(CPACK_DEBIAN_ATTACCA-PLUGINS_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_ATTACCA-PLUGINS_PACKAGE_SHLIBDEPS ON)
# Opened when an editor opens.
set(CPACK_DEBIAN_ATTACCA-PLUGINS_PACKAGE_RECOMMENDS "libcairo2, libpangocairo-1.0-0, libxcb1")
set(CPACK_DEBIAN_ATTACCA-PLUGINS_PACKAGE_ENHANCES "ardour, qtractor")
set(CPACK_COMPONENT_ATTACCA-PLUGINS_DESCRIPTION
   "audio plugins made with Attacca, as VST3 and CLAP
Examples of the framework that musicians can use: gain, compressor, convolver,
crossover, surround panner, meter, MIDI inverter, synthesizers and drums, and
the display of its track's name and colour.")

set(CPACK_DEBIAN_PARLANDO_PACKAGE_NAME parlando)
set(CPACK_DEBIAN_PARLANDO_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_PARLANDO_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PARLANDO_PACKAGE_RECOMMENDS "libcairo2, libpangocairo-1.0-0, libxcb1")
set(CPACK_DEBIAN_PARLANDO_PACKAGE_ENHANCES "ardour, qtractor")
set(CPACK_COMPONENT_PARLANDO_DESCRIPTION
   "plays the tracks of audio workstations from a shell, a page or an agent
A plugin, the musician, turns OSC into MIDI on a track, on time to the sample,
and is called what its track is called. A conductor finds all musicians by
itself, plays them from a shell, from MIDI files, from a page in a browser or
for an agent, and listens to what they play.")

# Debian's own files of each package: debian/ beside this one.
set(debian ${PROJECT_BINARY_DIR}/package)
set(ATTACCA_VERSION ${PROJECT_VERSION})
foreach(package IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${package} key)
  set(ATTACCA_PACKAGE ${package})
  configure_file(cmake/debian/changelog.in ${debian}/${package}/changelog @ONLY)
  install(FILES ${debian}/${package}/changelog cmake/debian/copyright
          DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/${package} COMPONENT ${package})
  if(EXISTS ${PROJECT_SOURCE_DIR}/cmake/debian/${package}.lintian-overrides)
    install(FILES cmake/debian/${package}.lintian-overrides
            DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/lintian/overrides RENAME ${package}
            COMPONENT ${package})
  endif()
endforeach()
include(CPack)
