# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# For macos_compiler.sh and windows_compiler.sh, which read this: compiling is all Zig's. Goes on
# where something is to be linked, and a source that comes with it, as CMake tries some, is compiled
# into $object.
# Before: $place and $language, as they are called with, and $target, the system as Zig calls it.

compile () { "$place/ziglang/zig" "$language" -target "$target" "$@"; }
for argument in "$@"; do
  case $argument in
    -c | -E | -S | -M | -MM | --version | -dumpversion | -print-*)
      compile "$@"
      exit ;;
  esac
done
object=
for argument in "$@"; do
  case $argument in
    *.c | *.cpp | *.cc | *.cxx | *.s | *.S)
      object=$(mktemp "${TMPDIR:-/tmp}/attacca-XXXXXX.o")
      trap 'rm -f "$object"' EXIT
      compile -c "$argument" -o "$object"
      ;;
  esac
done
