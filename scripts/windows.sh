#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Builds the plugins for 64-bit Windows with MinGW-w64 and leaves bundles in build-windows/plugins and
# a zip of them beside it. Each binary is looked at: it needs no DLL but the system's own.
# Usage: scripts/windows.sh [--zig|--arm64] [-D…]        what is given goes to CMake
#   --zig    by Zig's C++ compiler instead: build-windows-zig
#   --arm64  for Windows on ARM, by the same: build-windows-arm64; nothing here runs it
set -eu
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)}
preset=windows system=windows-x64
case ${1-} in
  --zig) preset=windows-zig; shift ;;
  --arm64) preset=windows-arm64 system=windows-arm64; shift ;;
esac
build=build-$preset
runtime=()

# The bundles are made by a program of this machine's, which needs less than all else that build/ has.
scripts/configure.sh packer
cmake --build build-packer -j"$jobs" --target attacca_packer
if [ "$preset" = windows ]; then
  scripts/foreign_libraries.sh windows-x64 ||
    echo "windows: goes on without them: attacca.exe has no host, the plugins have all" >&2
else
  scripts/zig.sh windows
  runtime=(--ucrt)
fi
scripts/configure.sh "$preset" "$@"
cmake --build "$build" -j"$jobs"

scripts/windows_imports.py "${runtime[@]}" "$build"/lib/*.dll
version=$(sed -n 's/^project(attacca VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
zip=$build/attacca-plugins-$version-$system.zip
rm -f "$zip"
(cd "$build/plugins" && cmake -E tar cf "../${zip#"$build"/}" --format=zip -- *.vst3 *.clap)
echo "windows: $build/plugins and $zip ($(stat -c %s "$zip") bytes)"
