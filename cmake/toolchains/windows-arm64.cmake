# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# cmake --toolchain …/cmake/toolchains/windows-arm64.cmake (or --preset windows-arm64): Windows on ARM, which
# nothing here runs. docs/windows.md says what comes of it.
set(CMAKE_SYSTEM_PROCESSOR ARM64)
include("${CMAKE_CURRENT_LIST_DIR}/windows_zig.cmake")
