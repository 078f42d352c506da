# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What the toolchain files of macOS share: Zig's C++ compiler, which scripts/zig.sh fetches, and LLVM's
# linker. docs/macos.md has the whole of it. Before: CMAKE_SYSTEM_PROCESSOR, arm64 or x86_64.

set(CMAKE_SYSTEM_NAME Darwin)
set(minimum 11.0) # the first that runs on arm64

include("${CMAKE_CURRENT_LIST_DIR}/zig.cmake")
foreach(language cc c++)
  attacca_zig_program(
    ${language} "\"${CMAKE_CURRENT_LIST_DIR}/macos_compiler.sh\" \"${ATTACCA_ZIG}\" ${language} ${zig_processor} ${minimum}")
endforeach()
set(CMAKE_C_COMPILER "${CMAKE_BINARY_DIR}/toolchain/zig-cc")
set(CMAKE_CXX_COMPILER "${CMAKE_BINARY_DIR}/toolchain/zig-c++")
set(CMAKE_INSTALL_NAME_TOOL /bin/true CACHE FILEPATH "") # nothing that is built has one

# Frame pointers, and tables for exceptions alone: what macOS has in all code, and smaller than Zig's own.
# Then what tells the linker which functions may be one, and none of Zig's own checks in debug builds,
# which want a library of Zig's.
set(CMAKE_C_FLAGS_INIT
    "-fno-omit-frame-pointer -fno-asynchronous-unwind-tables -faddrsig -fno-sanitize=undefined")
set(CMAKE_CXX_FLAGS_INIT "${CMAKE_C_FLAGS_INIT}")

# What the program attacca needs comes from scripts/foreign_libraries.sh.
set(libraries "${CMAKE_CURRENT_LIST_DIR}/../../build-sysroot/macos-${CMAKE_SYSTEM_PROCESSOR}")
include("${CMAKE_CURRENT_LIST_DIR}/header_libraries.cmake")
