# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# cmake --toolchain …/cmake/toolchains/riscv64-linux.cmake (or --preset riscv64): for riscv64 Linux, with
# Debian's g++-riscv64-linux-gnu and qemu-user. docs/other-machines.md says what comes of it.
set(CMAKE_SYSTEM_PROCESSOR riscv64)
include("${CMAKE_CURRENT_LIST_DIR}/debian_cross.cmake")
# GCC 12 calls a library for atomics of one byte, which becomes part of what is built.
set(CMAKE_CXX_STANDARD_LIBRARIES "-Wl,-Bstatic -latomic -Wl,-Bdynamic")
