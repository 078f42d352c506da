# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# cmake -DINPUTS=<inputs.cmake> -P: writes the source file that holds a target's build identity,
# if anything in it has changed. See build_identity.cmake.

cmake_policy(VERSION 3.25)
include("${INPUTS}")
include("${CMAKE_CURRENT_LIST_DIR}/source_lines.cmake")

# The digest: SHA-256 of all lines, sorted, each with its line feed.
attacca_source_lines(lines own_files framework_files)
list(SORT lines COMPARE STRING)
list(JOIN lines "\n" text)
if(NOT text STREQUAL "")
  string(APPEND text "\n")
endif()
string(SHA256 digest "${text}")

# Where git is, and the sources are under it: the revision, and whether they differ from it.
# The lock is left alone: a build must not get into the way of a commit.
set(ENV{GIT_OPTIONAL_LOCKS} 0)
function(ask_git out root)
  set(${out} "" PARENT_SCOPE)
  if(NOT GIT)
    return()
  endif()
  execute_process(
    COMMAND "${GIT}" -C "${root}" ${ARGN}
    OUTPUT_VARIABLE answer
    RESULT_VARIABLE failed
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT failed)
    set(${out} "${answer}" PARENT_SCOPE)
  endif()
endfunction()

set(dirty false)
ask_git(revision "${ROOT}" rev-parse --verify HEAD)
if(revision STREQUAL "")
  set(revision unknown)
else()
  ask_git(own_changes "${ROOT}" status --porcelain -- ${own_files})
  set(framework_changes "")
  if(framework_files)
    ask_git(framework_changes "${FRAMEWORK_ROOT}" status --porcelain -- ${framework_files})
  endif()
  if(own_changes OR framework_changes)
    set(dirty true)
  endif()
endif()

function(json_text out text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()
foreach(name TARGET COMPILER FLAGS BUILD_TYPE FRAMEWORK_VERSION)
  json_text(${name} "${${name}}")
endforeach()

# Everything but the time. The time is that of the moment when the rest changed, so that a build
# without changes rewrites nothing.
string(CONCAT before "{\"plugin\":${TARGET},\"revision\":\"${revision}\",\"dirty\":${dirty},"
              "\"sources\":\"sha256:${digest}\",\"compiler\":${COMPILER},\"flags\":${FLAGS},"
              "\"build_type\":${BUILD_TYPE},\"time\":\"")
set(after "\",\"framework\":${FRAMEWORK_VERSION}}")
set(state "${before}$ENV{SOURCE_DATE_EPOCH}${after}")
set(state_file "${OUTPUT}.state")
if(EXISTS "${OUTPUT}" AND EXISTS "${state_file}")
  file(READ "${state_file}" old_state)
  if(old_state STREQUAL state)
    return()
  endif()
endif()

string(TIMESTAMP time "%Y-%m-%dT%H:%M:%SZ" UTC) # honours SOURCE_DATE_EPOCH
file(READ "${CMAKE_CURRENT_LIST_DIR}/build_identity.cpp.in" template)
string(REPLACE "@BUILD_IDENTITY@" "${before}${time}${after}" content "${template}")
file(WRITE "${OUTPUT}" "${content}")
file(WRITE "${state_file}" "${state}")
