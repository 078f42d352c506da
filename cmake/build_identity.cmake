# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# attacca_add_build_identity(<target> [FOLDER <dir>])
#
# Gives a target the record that says which sources it was built from, and the definition of
# attacca::build_identity_json(). At each build a script looks at the sources of the framework and
# of FOLDER (by default the folder of the calling CMakeLists.txt); the record is rewritten, and the
# target relinked, only when something in it has changed. Git is asked when it is there, and not
# needed. SOURCE_DATE_EPOCH decides the time when it is set.
#
# Sets ATTACCA_IDENTITY_* properties on the target, for the manifest that attacca_add_plugin writes.

# In the cache, because the functions below are also called from projects that add this one as a
# subdirectory and do not see its variables.
get_filename_component(root "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
set(ATTACCA_FRAMEWORK_ROOT "${root}" CACHE INTERNAL "Where the framework's sources are")
set(ATTACCA_CMAKE_FOLDER "${CMAKE_CURRENT_LIST_DIR}" CACHE INTERNAL "Where its scripts are")
# What the digest covers of the framework; attacca status covers the same, from the manifest.
set(ATTACCA_FRAMEWORK_ITEMS include abi src cmake/plugin.cmake
    CACHE INTERNAL "What the digest covers of the framework")
find_package(Git QUIET)

# The framework's part of the digest, once for all plugins of a build.
function(_attacca_framework_sources out_file)
  set(file "${CMAKE_BINARY_DIR}/attacca/framework.sources")
  set(${out_file} "${file}" PARENT_SCOPE)
  if(TARGET attacca_framework_sources)
    return()
  endif()
  add_custom_target(
    attacca_framework_sources
    BYPRODUCTS "${file}"
    COMMAND
      "${CMAKE_COMMAND}" "-DROOT=${ATTACCA_FRAMEWORK_ROOT}" "-DITEMS=${ATTACCA_FRAMEWORK_ITEMS}"
      "-DOUTPUT=${file}" -P "${ATTACCA_CMAKE_FOLDER}/source_lines.cmake"
    COMMENT "Looking at the framework's sources"
    VERBATIM)
endfunction()

# The framework inside a plugin's project is no source of the plugin; it is counted by itself.
function(_attacca_excluded_folders folder out_list)
  set(excluded "${CMAKE_BINARY_DIR}")
  cmake_path(IS_PREFIX folder "${ATTACCA_FRAMEWORK_ROOT}" NORMALIZE framework_is_inside)
  if(framework_is_inside AND NOT folder STREQUAL ATTACCA_FRAMEWORK_ROOT)
    list(APPEND excluded "${ATTACCA_FRAMEWORK_ROOT}")
  endif()
  set(${out_list} "${excluded}" PARENT_SCOPE)
endfunction()

# Sources of a target that lie outside its folder, relative to the project.
function(_attacca_outside_sources target folder out_list)
  get_target_property(sources ${target} SOURCES)
  set(outside "")
  foreach(source IN LISTS sources)
    if(source MATCHES "\\$<")
      continue()
    endif()
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    cmake_path(IS_PREFIX folder "${source}" NORMALIZE inside)
    cmake_path(IS_PREFIX CMAKE_BINARY_DIR "${source}" NORMALIZE generated)
    cmake_path(IS_PREFIX ATTACCA_FRAMEWORK_ROOT "${source}" NORMALIZE framework)
    if(inside OR generated OR (framework AND NOT PROJECT_SOURCE_DIR STREQUAL ATTACCA_FRAMEWORK_ROOT))
      continue()
    endif()
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
    list(APPEND outside "${source}")
  endforeach()
  set(${out_list} "${outside}" PARENT_SCOPE)
endfunction()

# The flags of this configuration, with the machine's folders taken out so that two machines agree.
function(_attacca_flags out_text)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" config)
  get_directory_property(options COMPILE_OPTIONS)
  list(JOIN options " " options)
  set(flags "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${config}} ${options}")
  string(REPLACE "${CMAKE_BINARY_DIR}" "<build>" flags "${flags}")
  string(REPLACE "${PROJECT_SOURCE_DIR}" "<source>" flags "${flags}")
  string(REPLACE "${ATTACCA_FRAMEWORK_ROOT}" "<attacca>" flags "${flags}")
  string(REGEX REPLACE "[ \t]+" " " flags "${flags}")
  string(STRIP "${flags}" flags)
  set(${out_text} "${flags}" PARENT_SCOPE)
endfunction()

function(_attacca_framework_version out_version)
  file(STRINGS "${ATTACCA_FRAMEWORK_ROOT}/CMakeLists.txt" line REGEX "^project\\(attacca VERSION ")
  string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" version "${line}")
  set(${out_version} "${version}" PARENT_SCOPE)
endfunction()

function(attacca_add_build_identity target)
  cmake_parse_arguments(IDENTITY "" "FOLDER" "" ${ARGN})
  if(NOT IDENTITY_FOLDER)
    set(IDENTITY_FOLDER "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  _attacca_framework_sources(framework_lines)
  _attacca_excluded_folders("${IDENTITY_FOLDER}" excluded)
  _attacca_outside_sources(${target} "${IDENTITY_FOLDER}" outside)
  _attacca_flags(flags)
  _attacca_framework_version(version)
  cmake_path(RELATIVE_PATH IDENTITY_FOLDER BASE_DIRECTORY "${PROJECT_SOURCE_DIR}"
             OUTPUT_VARIABLE item)
  set(items "${item}" ${outside})

  set(folder "${CMAKE_BINARY_DIR}/attacca/${target}")
  set(source "${folder}/build_identity.cpp")
  file(
    GENERATE
    OUTPUT "${folder}/inputs.cmake"
    CONTENT
      "set(TARGET [==[${target}]==])
set(ROOT [==[${PROJECT_SOURCE_DIR}]==])
set(ITEMS [==[${items}]==])
set(EXCLUDED [==[${excluded}]==])
set(FRAMEWORK_ROOT [==[${ATTACCA_FRAMEWORK_ROOT}]==])
set(FRAMEWORK_ITEMS [==[${ATTACCA_FRAMEWORK_ITEMS}]==])
set(FRAMEWORK_LINES [==[${framework_lines}]==])
set(FRAMEWORK_VERSION [==[${version}]==])
set(COMPILER [==[${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}]==])
set(FLAGS [==[${flags}]==])
set(BUILD_TYPE [==[${CMAKE_BUILD_TYPE}]==])
set(GIT [==[${GIT_EXECUTABLE}]==])
set(OUTPUT [==[${source}]==])
")
  add_custom_target(
    ${target}_build_identity
    BYPRODUCTS "${source}"
    COMMAND "${CMAKE_COMMAND}" "-DINPUTS=${folder}/inputs.cmake" -P
            "${ATTACCA_CMAKE_FOLDER}/build_identity_generate.cmake"
    COMMENT "Looking at the sources of ${target}"
    VERBATIM)
  add_dependencies(${target}_build_identity attacca_framework_sources)
  set_source_files_properties("${source}" PROPERTIES GENERATED TRUE)
  target_sources(${target} PRIVATE "${source}")
  add_dependencies(${target} ${target}_build_identity)
  target_include_directories(${target} PRIVATE "${ATTACCA_FRAMEWORK_ROOT}/include")
  set_target_properties(${target} PROPERTIES ATTACCA_IDENTITY_ITEMS "${items}"
                                             ATTACCA_IDENTITY_EXCLUDED "${excluded}")
endfunction()
