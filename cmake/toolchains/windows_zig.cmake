# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What the toolchain files of Windows share whose compiler is Zig's: Clang with LLVM's linker, libc++ and
# headers of MinGW-w64, which scripts/zig.sh fetches. docs/windows.md has the whole of it. Before:
# CMAKE_SYSTEM_PROCESSOR, x86_64 or ARM64 as Windows calls it.

set(CMAKE_SYSTEM_NAME Windows)
include("${CMAKE_CURRENT_LIST_DIR}/zig.cmake")
foreach(language cc c++)
  attacca_zig_program(
    ${language} "\"${CMAKE_CURRENT_LIST_DIR}/windows_compiler.sh\" \"${ATTACCA_ZIG}\" ${language} ${zig_processor}")
endforeach()
attacca_zig_program(rc "\"${ATTACCA_ZIG}/ziglang/zig\" rc")
set(CMAKE_C_COMPILER "${CMAKE_BINARY_DIR}/toolchain/zig-cc")
set(CMAKE_CXX_COMPILER "${CMAKE_BINARY_DIR}/toolchain/zig-c++")
set(CMAKE_RC_COMPILER "${CMAKE_BINARY_DIR}/toolchain/zig-rc")

# What tells the linker which functions may be one, and none of Zig's own checks in debug builds, which
# want a library of Zig's.
set(CMAKE_C_FLAGS_INIT "-faddrsig -fno-sanitize=undefined")
set(CMAKE_CXX_FLAGS_INIT "${CMAKE_C_FLAGS_INIT}")

include("${CMAKE_CURRENT_LIST_DIR}/header_libraries.cmake")
