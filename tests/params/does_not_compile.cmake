# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# Compiles each of SOURCES twice with COMPILER: as it is, which has to fail with the text behind
# "// error: " among the compiler's words if WORDS (GCC shows them, Clang the place alone), and with
# -DRIGHT, which has to work, so that nothing else is wrong with it.
set(flags -std=c++20 -fsyntax-only -I${INCLUDE})
foreach(source IN LISTS SOURCES)
  get_filename_component(name ${source} NAME_WE)
  file(STRINGS ${source} expected REGEX "^// error: ")
  string(REGEX REPLACE "^// error: " "" expected "${expected}")
  if(expected STREQUAL "")
    message(SEND_ERROR "${name}: says nowhere what the error is")
  endif()
  execute_process(COMMAND ${COMPILER} ${flags} ${source} RESULT_VARIABLE failed ERROR_VARIABLE words)
  if(failed EQUAL 0)
    message(SEND_ERROR "${name}: compiles, and should not")
  elseif(WORDS AND NOT words MATCHES "${expected}")
    message(SEND_ERROR "${name}: \"${expected}\" is not among the compiler's words:\n${words}")
  endif()
  execute_process(COMMAND ${COMPILER} ${flags} -DRIGHT ${source} RESULT_VARIABLE failed
                  ERROR_VARIABLE words)
  if(NOT failed EQUAL 0)
    message(SEND_ERROR "${name}: does not compile with RIGHT either:\n${words}")
  endif()
  message(STATUS "${name}: ${expected}")
endforeach()
