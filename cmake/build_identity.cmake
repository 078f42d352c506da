# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# attacca_add_build_identity(<target> [FRAMEWORK <targets…>])
#
# Gives a target the record that says which sources it was built from, and the definition of
# attacca::build_identity_json(). At each build a script looks at the sources of the target, at
# those of the framework's targets in FRAMEWORK, and at what both include; the record is rewritten,
# and the target relinked, only when something in it has changed. Git is asked when it is there, and
# not needed. SOURCE_DATE_EPOCH decides the time when it is set.
#
# Sets ATTACCA_FRAMEWORK_FILES on the target, for the manifest that attacca_add_plugin writes.

# In the cache, because the functions below are also called from projects that add this one as a
# subdirectory and do not see its variables.
get_filename_component(root "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
set(ATTACCA_FRAMEWORK_ROOT "${root}" CACHE INTERNAL "Where the framework's sources are")
set(ATTACCA_CMAKE_FOLDER "${CMAKE_CURRENT_LIST_DIR}" CACHE INTERNAL "Where its scripts are")
# What the functions below write for a build; apart from a folder that a project may call "attacca".
set(ATTACCA_WORK_FOLDER "${CMAKE_BINARY_DIR}/CMakeFiles/attacca"
    CACHE INTERNAL "What is written for each plugin")
find_package(Git QUIET)

# The sources of the framework's targets, relative to its folder, and how plugins are made.
function(_attacca_framework_files out_list)
  set(files cmake/plugin.cmake cmake/presets.cmake)
  foreach(target IN LISTS ARGN)
    get_target_property(sources ${target} SOURCES)
    get_target_property(folder ${target} SOURCE_DIR)
    foreach(source IN LISTS sources)
      if(source MATCHES "\\$<")
        continue()
      endif()
      cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${folder}" NORMALIZE)
      cmake_path(RELATIVE_PATH source BASE_DIRECTORY "${ATTACCA_FRAMEWORK_ROOT}")
      list(APPEND files "${source}")
    endforeach()
  endforeach()
  set(${out_list} "${files}" PARENT_SCOPE)
endfunction()

# The flags of this configuration, with the machine's folders taken out so that two machines agree.
function(_attacca_flags target out_text)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" config)
  get_directory_property(options COMPILE_OPTIONS)
  get_target_property(own ${target} ATTACCA_OPTIMISATION)
  if(own)
    list(APPEND options ${own})
  endif()
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
  cmake_parse_arguments(IDENTITY "" "" "FRAMEWORK" ${ARGN})
  _attacca_framework_files(framework_files ${IDENTITY_FRAMEWORK})
  _attacca_flags(${target} flags)
  _attacca_framework_version(version)
  set(type "${CMAKE_BUILD_TYPE}")
  if(type STREQUAL "")
    set(type Release)
  endif()

  set(folder "${ATTACCA_WORK_FOLDER}/${target}")
  set(source "${folder}/build_identity.cpp")
  file(
    GENERATE
    OUTPUT "${folder}/inputs.cmake"
    CONTENT
      "set(TARGET [==[${target}]==])
set(ROOT [==[${PROJECT_SOURCE_DIR}]==])
set(BASE [==[${CMAKE_CURRENT_SOURCE_DIR}]==])
set(FILES [==[$<TARGET_PROPERTY:${target},SOURCES>]==])
set(INCLUDE [==[$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>;${ATTACCA_FRAMEWORK_ROOT}/src]==])
set(EXCLUDED [==[${CMAKE_BINARY_DIR}]==])
set(FRAMEWORK_ROOT [==[${ATTACCA_FRAMEWORK_ROOT}]==])
set(FRAMEWORK_FILES [==[${framework_files}]==])
set(FRAMEWORK_VERSION [==[${version}]==])
set(COMPILER [==[${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}]==])
set(FLAGS [==[${flags}]==])
set(BUILD_TYPE [==[${type}]==])
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
  set_source_files_properties("${source}" PROPERTIES GENERATED TRUE)
  target_sources(${target} PRIVATE "${source}")
  add_dependencies(${target} ${target}_build_identity)
  target_include_directories(${target} PRIVATE "${ATTACCA_FRAMEWORK_ROOT}/include")
  set_target_properties(${target} PROPERTIES ATTACCA_FRAMEWORK_FILES "${framework_files}")
endfunction()
