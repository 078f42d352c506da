# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# cmake --toolchain …/cmake/toolchains/aarch64-linux.cmake (or --preset aarch64): for aarch64 Linux, with
# Debian's g++-aarch64-linux-gnu and qemu-user. docs/other-machines.md says what comes of it.
set(CMAKE_SYSTEM_PROCESSOR aarch64)
include("${CMAKE_CURRENT_LIST_DIR}/debian_cross.cmake")
