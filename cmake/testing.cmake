# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# attacca_add_test(<name> SOURCES <files…> [LIBS <targets…>] [ARGS <args…>] [TIMEOUT <seconds>]
#                  [THREADS])
# One doctest program, registered with ctest under the same name. THREADS: it is about several
# threads, so `make test` also runs it under ThreadSanitizer (label `threads`, target
# attacca_thread_tests).
function(attacca_add_test name)
  cmake_parse_arguments(TEST "THREADS" "TIMEOUT" "SOURCES;LIBS;ARGS" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 300)
  endif()
  # doctest itself is compiled once for all of them.
  if(NOT TARGET attacca_doctest_main)
    add_library(attacca_doctest_main OBJECT ${PROJECT_SOURCE_DIR}/tests/support/doctest_main.cpp)
    target_link_libraries(attacca_doctest_main PRIVATE attacca_warnings)
  endif()
  add_executable(${name} ${TEST_SOURCES} $<TARGET_OBJECTS:attacca_doctest_main>)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(${name} PRIVATE attacca_warnings ${TEST_LIBS})
  add_test(NAME ${name} COMMAND ${name} ${TEST_ARGS})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT})
  if(TEST_THREADS)
    set_tests_properties(${name} PROPERTIES LABELS threads)
    set_property(GLOBAL APPEND PROPERTY attacca_thread_tests ${name})
  endif()
endfunction()
