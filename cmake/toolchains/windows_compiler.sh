#!/bin/sh
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# One program where CMake wants one: Zig's compiler for Windows, and LLVM's linker, as Zig's own keeps
# functions that nothing calls where symbols are kept beside the file.
# Zig keeps what it has read where ZIG_GLOBAL_CACHE_DIR says.
# Usage: windows_compiler.sh BUILD-ZIG cc|c++ aarch64|x86_64 ARGUMENT…
set -eu
place=$1 language=$2 processor=$3
shift 3
runtime=$place/$processor-windows
target=$processor-windows-gnu
. "$(dirname "$0")/zig_compile.sh"

# What the driver of a compiler is told, as the linker wants it.
start=crt2.obj
count=$#
while [ "$count" -gt 0 ]; do
  argument=$1
  shift
  count=$((count - 1))
  case $argument in
    -shared)
      start=dllcrt2.obj
      set -- "$@" -DLL ;;
    -mwindows) set -- "$@" -SUBSYSTEM:WINDOWS ;;
    -o)
      set -- "$@" "-OUT:$1" "-PDB:${1%.*}.pdb" "-IMPLIB:${1%.*}.lib"
      shift
      count=$((count - 1)) ;;
    -Wl,-u,*) set -- "$@" "-INCLUDE:${argument#-Wl,-u,}" ;;
    # Windows's own libraries are given below, all of them; what is in these two is in libmingw32.
    -luuid | -lm) ;;
    -l*) [ -e "$runtime/${argument#-l}.lib" ] || set -- "$@" "${argument#-l}.lib" ;;
    -L*) set -- "$@" "-LIBPATH:${argument#-L}" ;;
    -target | -isystem | -isysroot | -x | -include)
      shift
      count=$((count - 1)) ;;
    -*) ;; # the compiler's
    *.c | *.cpp | *.cc | *.cxx | *.s | *.S) set -- "$@" "$object" ;;
    *) set -- "$@" "$argument" ;;
  esac
done

case $processor in aarch64) machine=ARM64 ;; *) machine=X64 ;; esac
# The last name: libc++abi takes a system's own way to end a thread's objects where there is one, by a
# weak symbol, which this linker does not know. MinGW-w64's ends those of a DLL when it is unloaded.
# A plugin names its symbols' file by its name alone, wherever it was built.
lld-link-19 -lldmingw -NOLOGO -ERRORLIMIT:0 "-MACHINE:$machine" -DEBUG "-PDBALTPATH:%_PDB%" -BREPRO \
  -OPT:REF -OPT:SAFEICF \
  -ALTERNATENAME:__image_base__=__ImageBase -ALTERNATENAME:_DllMainCRTStartup=DllMainCRTStartup \
  -ALTERNATENAME:__cxa_thread_atexit_impl=__mingw_cxa_thread_atexit \
  "$@" "$runtime/$start" "$runtime"/numbers/*.obj "$runtime"/*.lib
