# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What the toolchain files of macOS share: Zig's C++ compiler, which scripts/zig.sh fetches, and LLVM's
# linker. docs/macos.md has the whole of it. Before: CMAKE_SYSTEM_PROCESSOR, arm64 or x86_64.
#
# ATTACCA_ZIG:        where scripts/zig.sh has put it, <attacca>/build-zig by default.
# ATTACCA_ZIG_CACHE:  where it keeps what it has read, in the build's folder by default.

set(CMAKE_SYSTEM_NAME Darwin)
set(minimum 11.0) # the first that runs on arm64

# CMake reads this file once more for each program that it tries.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ATTACCA_ZIG ATTACCA_ZIG_CACHE)
if(NOT ATTACCA_ZIG)
  get_filename_component(ATTACCA_ZIG "${CMAKE_CURRENT_LIST_DIR}/../../build-zig" ABSOLUTE)
endif()
if(NOT EXISTS "${ATTACCA_ZIG}/x86_64-macos/libcompiler_rt.a")
  get_filename_component(fetches "${CMAKE_CURRENT_LIST_DIR}/../../scripts/zig.sh" ABSOLUTE)
  message(FATAL_ERROR "there is no compiler for macOS in ${ATTACCA_ZIG}: ${fetches} FOLDER fetches it into "
                      "a folder, which -DATTACCA_ZIG=FOLDER names")
endif()
if(NOT ATTACCA_ZIG_CACHE)
  set(ATTACCA_ZIG_CACHE "${CMAKE_BINARY_DIR}/toolchain/cache")
endif()

# A program for each of what CMake calls.
set(programs "${CMAKE_BINARY_DIR}/toolchain")
set(processor "${CMAKE_SYSTEM_PROCESSOR}")
if(processor STREQUAL arm64)
  set(processor aarch64)
endif()
foreach(language cc c++)
  file(CONFIGURE OUTPUT "${programs}/zig-${language}" @ONLY CONTENT
       "#!/bin/sh\nZIG_GLOBAL_CACHE_DIR=\"@ATTACCA_ZIG_CACHE@\" exec \"@CMAKE_CURRENT_LIST_DIR@/macos_compiler.sh\" \"@ATTACCA_ZIG@\" @language@ @processor@ @minimum@ \"$@\"\n")
endforeach()
foreach(tool ar ranlib)
  file(CONFIGURE OUTPUT "${programs}/zig-${tool}" @ONLY CONTENT
       "#!/bin/sh\nZIG_GLOBAL_CACHE_DIR=\"@ATTACCA_ZIG_CACHE@\" exec \"@ATTACCA_ZIG@/ziglang/zig\" @tool@ \"$@\"\n")
endforeach()
file(CHMOD "${programs}/zig-cc" "${programs}/zig-c++" "${programs}/zig-ar" "${programs}/zig-ranlib"
     PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CMAKE_C_COMPILER "${programs}/zig-cc")
set(CMAKE_CXX_COMPILER "${programs}/zig-c++")
set(CMAKE_AR "${programs}/zig-ar" CACHE FILEPATH "")
set(CMAKE_RANLIB "${programs}/zig-ranlib" CACHE FILEPATH "")
set(CMAKE_INSTALL_NAME_TOOL /bin/true CACHE FILEPATH "") # nothing that is built has one

# Frame pointers, and tables for exceptions alone: what macOS has in all code, and smaller than Zig's own.
# Then what tells the linker which functions may be one, and none of Zig's own checks in debug builds,
# which want a library of Zig's.
set(CMAKE_C_FLAGS_INIT
    "-fno-omit-frame-pointer -fno-asynchronous-unwind-tables -faddrsig -fno-sanitize=undefined")
set(CMAKE_CXX_FLAGS_INIT "${CMAKE_C_FLAGS_INIT}")

include("${CMAKE_CURRENT_LIST_DIR}/header_libraries.cmake")
