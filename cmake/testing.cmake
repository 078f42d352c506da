# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# Tests know that an emulator runs them, which cannot do all that a kernel does; and so does the
# emulator where a program starts another one.
if(CMAKE_CROSSCOMPILING AND CMAKE_CROSSCOMPILING_EMULATOR)
  file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/emulated.cmake"
       CONTENT "set(ENV{ATTACCA_EMULATED} 1)\nset(ENV{QEMU_LD_PREFIX} \"${attacca_run_root}\")\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${CMAKE_BINARY_DIR}/emulated.cmake")
endif()

# attacca_add_test(<name> SOURCES <files…> [LIBS <targets…>] [ARGS <args…>] [TIMEOUT <seconds>]
#                  [THREADS] [OPTIMISED])
# One doctest program, registered with ctest under the same name. THREADS: it is about several
# threads, so `make test` also runs it under ThreadSanitizer (label `threads`, target
# attacca_thread_tests). OPTIMISED: what it tries is in headers, and is to be tried as
# it ships.
function(attacca_add_test name)
  cmake_parse_arguments(TEST "THREADS;OPTIMISED" "TIMEOUT" "SOURCES;LIBS;ARGS" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 300)
  endif()
  # doctest itself is compiled once for all of them, and so are its headers (apart: where the
  # implementation is asked for they must come for the first time).
  if(NOT TARGET attacca_doctest_main)
    add_library(attacca_doctest_main OBJECT ${PROJECT_SOURCE_DIR}/tests/support/doctest_main.cpp)
    target_link_libraries(attacca_doctest_main PRIVATE attacca_warnings)
    attacca_test_code(attacca_doctest_main)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/doctest_headers.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "// Only the headers are of use.\n")
    add_library(attacca_doctest_headers OBJECT ${source})
    target_link_libraries(attacca_doctest_headers PRIVATE attacca_warnings)
    attacca_test_code(attacca_doctest_headers)
    # The compiler's own default in all test programs: precompiled headers are shared among equals.
    set_target_properties(attacca_doctest_headers PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    attacca_precompile(attacca_doctest_headers HEADERS ${ATTACCA_STANDARD_HEADERS}
                       <doctest/doctest.h>)
  endif()
  add_executable(${name} ${TEST_SOURCES} $<TARGET_OBJECTS:attacca_doctest_main>)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/include)
  target_link_libraries(${name} PRIVATE attacca_warnings ${TEST_LIBS})
  if(NOT TEST_OPTIMISED)
    attacca_test_program(${name})
  endif()
  add_test(NAME ${name} COMMAND ${name} ${TEST_ARGS})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${TEST_TIMEOUT})
  if(TEST_THREADS)
    set_tests_properties(${name} PROPERTIES LABELS threads)
    set_property(GLOBAL APPEND PROPERTY attacca_thread_tests ${name})
  endif()
endfunction()

# A program of tests: little work for the compiler, and doctest's headers read once for all.
function(attacca_test_program name)
  attacca_test_code(${name})
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  attacca_precompile(${name} LIKE attacca_doctest_headers)
endfunction()

# attacca_add_numpy_test(<name> SCRIPT <file> [ARGS <args…>]): a Python script that works figures out
# another way, with numpy and scipy. Where these are missing it says so and counts as skipped.
function(attacca_add_numpy_test name)
  cmake_parse_arguments(TEST "" "SCRIPT" "ARGS" ${ARGN})
  # The system's own comes first: its packages are what scripts/install-deps.sh installs.
  find_program(ATTACCA_NUMPY_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(ATTACCA_NUMPY_PYTHON python3)
  mark_as_advanced(ATTACCA_NUMPY_PYTHON)
  if(NOT ATTACCA_NUMPY_PYTHON)
    return()
  endif()
  add_test(NAME ${name} COMMAND ${ATTACCA_NUMPY_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/${TEST_SCRIPT}
                                ${TEST_ARGS})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
endfunction()
