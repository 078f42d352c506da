# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What the toolchain files share whose compiler is Zig's, fetched by scripts/zig.sh. Before:
# CMAKE_SYSTEM_NAME and CMAKE_SYSTEM_PROCESSOR. After: zig_processor, and attacca_zig_program().
#
# ATTACCA_ZIG:        where scripts/zig.sh has put it, <attacca>/build-zig by default.
# ATTACCA_ZIG_CACHE:  where it keeps what it has read, in the build's folder by default.

# CMake reads this file once more for each program that it tries.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ATTACCA_ZIG ATTACCA_ZIG_CACHE)
if(NOT ATTACCA_ZIG)
  get_filename_component(ATTACCA_ZIG "${CMAKE_CURRENT_LIST_DIR}/../../build-zig" ABSOLUTE)
endif()
string(TOLOWER "${CMAKE_SYSTEM_PROCESSOR}" zig_processor)
if(zig_processor STREQUAL arm64)
  set(zig_processor aarch64)
endif()
set(zig_system macos)
if(CMAKE_SYSTEM_NAME STREQUAL Windows)
  set(zig_system windows)
endif()
file(GLOB zig_runtime "${ATTACCA_ZIG}/${zig_processor}-${zig_system}/*compiler_rt.*")
if(NOT zig_runtime)
  get_filename_component(fetches "${CMAKE_CURRENT_LIST_DIR}/../../scripts/zig.sh" ABSOLUTE)
  message(FATAL_ERROR "there is no compiler for ${zig_system} in ${ATTACCA_ZIG}: ${fetches} ${zig_system} FOLDER "
                      "fetches it into a folder, which -DATTACCA_ZIG=FOLDER names")
endif()
if(NOT ATTACCA_ZIG_CACHE)
  set(ATTACCA_ZIG_CACHE "${CMAKE_BINARY_DIR}/toolchain/cache")
endif()

# A program for each of what CMake calls.
# attacca_zig_program(<name> <command…>)
function(attacca_zig_program name command)
  set(program "${CMAKE_BINARY_DIR}/toolchain/zig-${name}")
  file(CONFIGURE OUTPUT "${program}" @ONLY CONTENT
       "#!/bin/sh\nZIG_GLOBAL_CACHE_DIR=\"@ATTACCA_ZIG_CACHE@\" exec @command@ \"$@\"\n")
  file(CHMOD "${program}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
                                      WORLD_READ WORLD_EXECUTE)
endfunction()
foreach(tool ar ranlib)
  attacca_zig_program(${tool} "\"${ATTACCA_ZIG}/ziglang/zig\" ${tool}")
endforeach()
set(CMAKE_AR "${CMAKE_BINARY_DIR}/toolchain/zig-ar" CACHE FILEPATH "")
set(CMAKE_RANLIB "${CMAKE_BINARY_DIR}/toolchain/zig-ranlib" CACHE FILEPATH "")
