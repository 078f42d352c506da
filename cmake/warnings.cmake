# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# The warnings that every target of the project is compiled with.
option(ATTACCA_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)

add_library(attacca_warnings INTERFACE)
target_compile_options(
  attacca_warnings
  INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
            -Woverloaded-virtual -Wcast-align -Wold-style-cast
            -Wdouble-promotion -Wformat=2)
# GCC 12 sees overlapping copies in std::string's own operator+ where there are none (GCC PR 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(attacca_warnings INTERFACE -Wno-restrict)
endif()
# With sanitizers GCC loses track of what has been set, in std::regex for one.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND ATTACCA_SANITIZE)
  target_compile_options(attacca_warnings INTERFACE -Wno-maybe-uninitialized)
endif()
# Samples come as bytes, and events as their headers, aligned by whoever made them. x86-64 and ARM read
# from any address, and there GCC does not warn.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL riscv64)
  target_compile_options(attacca_warnings INTERFACE -Wno-cast-align)
endif()
if(ATTACCA_WARNINGS_AS_ERRORS)
  target_compile_options(attacca_warnings INTERFACE -Werror)
endif()
