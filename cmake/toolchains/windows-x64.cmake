# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# 64-bit Windows, built on Linux by MinGW-w64 with POSIX threads (Debian: g++-mingw-w64-x86-64-posix),
# tried under Wine where that is installed. docs/windows.md has the whole of it.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)

# Libraries that are headers alone are the same for every system, but this system's folder of headers
# must not come before the compiler's own: they are linked into a folder that holds nothing else.
set(headers "${CMAKE_BINARY_DIR}/headers")
foreach(name include/tl include/rapidjson include/nlohmann include/CLI include/toml++ include/doctest
             share/cmake/CLI11 share/cmake/nlohmann_json)
  if(EXISTS "/usr/${name}" AND NOT EXISTS "${headers}/${name}")
    get_filename_component(folder "${headers}/${name}" DIRECTORY)
    file(MAKE_DIRECTORY "${folder}")
    file(CREATE_LINK "/usr/${name}" "${headers}/${name}" SYMBOLIC)
  endif()
endforeach()
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES "${headers}/include")

# What is built for this system is not for that one.
# What Debian has no package of comes from scripts/windows_libraries.sh.
set(libraries "${CMAKE_CURRENT_LIST_DIR}/../../build-sysroot/windows-x64")
set(CMAKE_FIND_ROOT_PATH "${headers}" "${libraries}" /usr/x86_64-w64-mingw32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} "${libraries}/lib/pkgconfig")

# A program or plugin is one file: the C++ runtime and the threads are in it.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "-static")
set(CMAKE_MODULE_LINKER_FLAGS_INIT "-static")

find_program(ATTACCA_WINE wine)
if(ATTACCA_WINE AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
  set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_CURRENT_LIST_DIR}/../../scripts/wine.sh")
endif()
