# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# How much the compiler is asked to do for which code. Most of what a full build took went into
# reading the same headers again, and into optimising what runs once.
#
#   attacca_unite(<target> [ALONE <files…>])
#       The files of each folder are compiled as one, except ALONE: their anonymous namespaces must
#       get on with each other.
#   attacca_precompile(<target> [HEADERS <"<header>"…>] [LIKE <target>])
#       The headers that most of the target's files include are compiled once. LIKE: those of
#       another target, which must have the same options and the same kind (library or program).
#   attacca_runs_once(<target>…)
#       Tools that pack, judge and report: Release builds optimise them little (-O1).
#   attacca_test_code(<target>…)
#       Tests and what they load: Release builds do not optimise them. What they try is optimised as
#       ever; where that is all in headers, leave this out.
#
# The Clang build of `make tidy` does without the first two: each file brings what it needs.

option(ATTACCA_UNITY "Compile the files of a folder as one" ON)
option(ATTACCA_PCH "Compile the headers that most files include once for all of a target" ON)

# What most files of the project include, directly or not.
set(ATTACCA_STANDARD_HEADERS
    <algorithm> <array> <atomic> <chrono> <cmath> <cstdint> <cstdio> <cstring> <filesystem>
    <functional> <limits> <map> <memory> <mutex> <optional> <set> <span> <string> <string_view>
    <system_error> <thread> <utility> <variant> <vector>)

function(attacca_unite target)
  cmake_parse_arguments(UNITE "" "" "ALONE" ${ARGN})
  if(NOT ATTACCA_UNITY)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # Takes a united file for a header, whose classes others could define otherwise.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
  get_target_property(sources ${target} SOURCES)
  list(REMOVE_ITEM sources ${UNITE_ALONE})
  foreach(source IN LISTS sources)
    if(NOT source MATCHES "[.]cpp$")
      continue()
    endif()
    get_filename_component(folder "${source}" DIRECTORY)
    string(MAKE_C_IDENTIFIER "in_${folder}" group)
    # At most ten at a time, so that both cores have something to do.
    math(EXPR count_${group} "0${count_${group}} + 1")
    math(EXPR batch "(${count_${group}} - 1) / 10")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "${group}_${batch}")
  endforeach()
endfunction()

function(attacca_precompile target)
  cmake_parse_arguments(PCH "" "LIKE" "HEADERS" ${ARGN})
  if(NOT ATTACCA_PCH)
    return()
  endif()
  if(PCH_LIKE)
    target_precompile_headers(${target} REUSE_FROM ${PCH_LIKE})
  else()
    target_precompile_headers(${target} PRIVATE ${PCH_HEADERS})
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # ccache needs to see which precompiled headers a file was read with.
    target_compile_options(${target} PRIVATE -fpch-preprocess)
    if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # With precompiled headers GCC 12 blames std::string's own functions (GCC PR 105329).
      target_compile_options(${target} PRIVATE -Wno-stringop-overflow -Wno-stringop-overread
                                               -Wno-array-bounds)
    endif()
  endif()
endfunction()

function(attacca_runs_once)
  foreach(target IN LISTS ARGN)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
  endforeach()
endfunction()

function(attacca_test_code)
  foreach(target IN LISTS ARGN)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O0>)
  endforeach()
endfunction()
