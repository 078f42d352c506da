# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# Builds a plugin that is compared with LOCK: with the pins of GOOD, then with others.
# cmake -D BUILD=<folder> -D LOCK=<file> -D GOOD=<file> -P pins_stop_a_build.cmake
function(build result said)
  execute_process(COMMAND ${CMAKE_COMMAND} --build "${BUILD}" --target gain_pins
                  RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
  set(${result} "${status}" PARENT_SCOPE)
  set(${said} "${text}" PARENT_SCOPE)
endfunction()

file(READ "${GOOD}" good)
string(REPLACE "\"steps\": 0" "\"steps\": 7" other "${good}")
if(other STREQUAL good)
  message(FATAL_ERROR "the pins have no parameter without steps")
endif()

file(WRITE "${LOCK}" "${good}")
build(status said)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "as it was pinned, the build fails:\n${said}")
endif()
file(WRITE "${LOCK}" "${other}")
build(status said)
if(status EQUAL 0 OR NOT said MATCHES "has 0 steps and not 7")
  message(FATAL_ERROR "with another parameter than was pinned, status ${status}:\n${said}")
endif()
build(status said)
if(status EQUAL 0)
  message(FATAL_ERROR "the second build passes though nothing was mended:\n${said}")
endif()
file(WRITE "${LOCK}" "${good}")
build(status said)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "mended, the build fails:\n${said}")
endif()
