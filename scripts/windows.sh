#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Builds the plugins for 64-bit Windows with MinGW-w64 and leaves bundles in build-windows/plugins and
# a zip of them beside it. Each binary is looked at: it needs no DLL but the system's own.
# Usage: scripts/windows.sh [-D…]        what is given goes to CMake
set -eu
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)}

# The bundles are made by a program of this machine's, which needs less than all else that build/ has.
scripts/configure.sh packer
cmake --build build-packer -j"$jobs" --target attacca_packer
scripts/windows_libraries.sh || echo "windows: goes on without them: attacca.exe has no host, the plugins have all" >&2
scripts/configure.sh windows "$@"
cmake --build build-windows -j"$jobs"

scripts/windows_imports.sh build-windows/lib/*.dll
version=$(sed -n 's/^project(attacca VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
zip=build-windows/attacca-plugins-$version-windows-x64.zip
rm -f "$zip"
(cd build-windows/plugins && cmake -E tar cf "../${zip#build-windows/}" --format=zip -- *.vst3 *.clap)
echo "windows: build-windows/plugins and $zip ($(stat -c %s "$zip") bytes)"
