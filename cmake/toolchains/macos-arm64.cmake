# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# cmake --toolchain …/cmake/toolchains/macos-arm64.cmake (or --preset macos-arm64): one processor's half of
# plugins for macOS, built on Linux. docs/macos.md says what comes of it.
set(CMAKE_SYSTEM_PROCESSOR arm64)
include("${CMAKE_CURRENT_LIST_DIR}/macos.cmake")
