# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# 64-bit Windows, built on Linux by MinGW-w64 with POSIX threads (Debian: g++-mingw-w64-x86-64-posix),
# tried under Wine where that is installed. docs/windows.md has the whole of it.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)

# What Debian has no package of comes from scripts/foreign_libraries.sh.
set(libraries "${CMAKE_CURRENT_LIST_DIR}/../../build-sysroot/windows-x64")
include("${CMAKE_CURRENT_LIST_DIR}/header_libraries.cmake")
list(APPEND CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32)

# A program or plugin is one file: the C++ runtime and the threads are in it.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "-static")
set(CMAKE_MODULE_LINKER_FLAGS_INIT "-static")

find_program(ATTACCA_WINE wine)
if(ATTACCA_WINE AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_CURRENT_LIST_DIR}/../../scripts/wine.sh")
endif()
