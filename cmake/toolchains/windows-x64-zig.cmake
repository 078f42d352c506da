# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# cmake --toolchain …/cmake/toolchains/windows-x64-zig.cmake (or --preset windows-zig): 64-bit Windows by
# another compiler than MinGW's. docs/windows.md says what comes of it.
set(CMAKE_SYSTEM_PROCESSOR x86_64)
include("${CMAKE_CURRENT_LIST_DIR}/windows_zig.cmake")
