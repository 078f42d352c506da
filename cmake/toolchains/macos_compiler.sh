#!/bin/sh
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# One program where CMake wants one: Zig's compiler, and LLVM's linker, as Zig's own makes no bundles
# (MH_BUNDLE) and drops no single functions.
# Zig keeps what it has read where ZIG_GLOBAL_CACHE_DIR says.
# Usage: macos_compiler.sh BUILD-ZIG cc|c++ aarch64|x86_64 MINIMUM ARGUMENT…
set -eu
place=$1 language=$2 processor=$3 minimum=$4
shift 4
target=$processor-macos.$minimum
. "$(dirname "$0")/zig_compile.sh"

# What the driver of a compiler is told, as the linker wants it.
count=$#
while [ "$count" -gt 0 ]; do
  argument=$1
  shift
  count=$((count - 1))
  case $argument in
    -Wl,*)
      IFS=,
      # shellcheck disable=SC2086 # each of its words
      set -- "$@" ${argument#-Wl,}
      unset IFS ;;
    -dynamiclib | -shared) set -- "$@" -dylib ;;
    -Xlinker | -o | -u | -framework | -install_name | -compatibility_version | -current_version | -exported_symbol)
      [ "$argument" = -Xlinker ] || set -- "$@" "$argument"
      set -- "$@" "$1"
      shift
      count=$((count - 1)) ;;
    -arch | -target | -isystem | -isysroot | -x | -include)
      shift
      count=$((count - 1)) ;;
    -bundle | -l* | -L* | -F* | -[^-]*_*) set -- "$@" "$argument" ;;
    -*) ;; # the compiler's
    *.c | *.cpp | *.cc | *.cxx | *.s | *.S) set -- "$@" "$object" ;;
    *) set -- "$@" "$argument" ;;
  esac
done

case $processor in aarch64) arch=arm64 ;; *) arch=$processor ;; esac
runtime=$place/$processor-macos
# The system's own functions first: Zig's library has memset() and logarithms of its own as well.
ld64.lld-19 -arch "$arch" -platform_version macos "$minimum" "$minimum" -adhoc_codesign -dead_strip --icf=safe \
  "$@" "$runtime/libc++.a" "$runtime/libc++abi.a" "$place/ziglang/lib/libc/darwin/libSystem.tbd" \
  "$runtime/libcompiler_rt.a"
