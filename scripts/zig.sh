#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Fetches the compiler for macOS into build-zig/, or into a folder of yours that -DATTACCA_ZIG names then:
# Zig's C++ compiler out of the Python registry, with headers and link stubs of macOS's C library, and
# the C++ runtime that it builds for each processor.
# Usage: scripts/zig.sh [FOLDER]
set -eu
version=0.15.2
place=$(realpath -m -- "${1:-$(dirname "$0")/../build-zig}")
zig=$place/ziglang/zig

if [ "$("$zig" version 2>/dev/null || true)" != "$version" ]; then
  mkdir -p "$place" 2>/dev/null && [ -w "$place" ] ||
    { echo "zig: cannot write into $place: give scripts/zig.sh a folder of yours"; exit 1; }
  rm -rf "$place/ziglang" "$place"/ziglang-*.dist-info "$place/aarch64-macos" "$place/x86_64-macos"
  python3 -m pip install --quiet --no-deps --disable-pip-version-check --root-user-action=ignore \
    --target "$place" "ziglang==$version" >"$place/pip.log" 2>&1 ||
    { cat "$place/pip.log"; echo "zig: cannot fetch ziglang $version"; exit 1; }
fi

# runtime PROCESSOR: its archives come of linking something, and lie in a folder of the cache then.
runtime () {
  local folder=$place/$1-macos cache=$place/cache-$1 name
  [ ! -e "$folder/libcompiler_rt.a" ] || return 0
  rm -rf "$cache"
  mkdir -p "$cache" "$folder"
  echo 'int main() { throw 1; }' >"$cache/probe.cpp"
  ZIG_GLOBAL_CACHE_DIR=$cache "$zig" c++ -target "$1-macos.11.0" -Os "$cache/probe.cpp" -o "$cache/probe"
  for name in libc++.a libc++abi.a libcompiler_rt.a; do
    cp "$(find "$cache/o" -name "$name" | head -n 1)" "$folder/$name"
  done
  rm -rf "$cache"
}
runtime aarch64
runtime x86_64
