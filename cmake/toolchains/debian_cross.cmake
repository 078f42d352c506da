# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What the toolchain files of Linux on other processors share: Debian's cross compiler, the folder
# that scripts/sysroot.sh fills with that processor's libraries, and qemu-user to run what is built.
# Before: CMAKE_SYSTEM_PROCESSOR, as Debian's compilers, qemu and VST3's folders all call it.
#
# ATTACCA_SYSROOT:  that folder, <attacca>/build-sysroot/<processor> by default. Without it programs
#                   are linked with the compiler's own C library and there are no other libraries: enough for plugins
#                   without editors.

set(CMAKE_SYSTEM_NAME Linux)
set(attacca_triplet ${CMAKE_SYSTEM_PROCESSOR}-linux-gnu)
set(CMAKE_C_COMPILER ${attacca_triplet}-gcc)
set(CMAKE_CXX_COMPILER ${attacca_triplet}-g++)

# CMake reads this file once more for each program that it tries.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ATTACCA_SYSROOT)
if(NOT ATTACCA_SYSROOT)
  get_filename_component(attacca_default "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
  string(APPEND attacca_default "/build-sysroot/${CMAKE_SYSTEM_PROCESSOR}")
  if(EXISTS "${attacca_default}/usr/include")
    set(ATTACCA_SYSROOT "${attacca_default}")
  endif()
endif()

if(ATTACCA_SYSROOT)
  set(CMAKE_SYSROOT "${ATTACCA_SYSROOT}")
  set(CMAKE_FIND_ROOT_PATH "${ATTACCA_SYSROOT}")
  set(CMAKE_LIBRARY_ARCHITECTURE ${attacca_triplet})
  set(ENV{PKG_CONFIG_SYSROOT_DIR} "${ATTACCA_SYSROOT}")
  set(ENV{PKG_CONFIG_LIBDIR}
      "${ATTACCA_SYSROOT}/usr/lib/${attacca_triplet}/pkgconfig:${ATTACCA_SYSROOT}/usr/share/pkgconfig")
  set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
  set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
  # The libraries that libraries need, with the sysroot's folders in their old and new place.
  set(attacca_libraries
      "-Wl,-rpath-link,${ATTACCA_SYSROOT}/usr/lib/${attacca_triplet}:${ATTACCA_SYSROOT}/lib/${attacca_triplet}")
  set(CMAKE_EXE_LINKER_FLAGS_INIT "${attacca_libraries}")
  set(CMAKE_SHARED_LINKER_FLAGS_INIT "${attacca_libraries}")
  set(CMAKE_MODULE_LINKER_FLAGS_INIT "${attacca_libraries}")
  set(attacca_run_root "${ATTACCA_SYSROOT}")
else()
  # Headers without a library are the same for every processor, and this machine's will do.
  set(CMAKE_FIND_ROOT_PATH /usr/${attacca_triplet})
  set(ENV{PKG_CONFIG_LIBDIR} /usr/${attacca_triplet}/lib/pkgconfig)
  set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE BOTH)
  set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH)
  set(attacca_run_root /usr/${attacca_triplet})
endif()
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)

set(CMAKE_CROSSCOMPILING_EMULATOR qemu-${CMAKE_SYSTEM_PROCESSOR} -L "${attacca_run_root}")
