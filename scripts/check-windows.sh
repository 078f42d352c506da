#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Tries the build for Windows under Wine: what the binaries need and export, the tests, and hosts that
# nobody here wrote.
# Usage: scripts/check-windows.sh        after scripts/windows.sh
set -u
cd "$(dirname "$0")/.."
. scripts/counts.sh
build=build-windows
jobs=$(nproc)

exports () {
  local file found
  for file in "$build"/lib/*.dll; do
    found=$(x86_64-w64-mingw32-objdump -p "$file" | sed -n 's/^[[:space:]]*\[ *[0-9]*\] \([A-Za-z_]*\)$/\1/p' | sort | tr '\n' ' ')
    [ "$found" = "ExitDll GetPluginFactory InitDll clap_entry " ] && continue
    echo "$file exports $found"
    return 1
  done
}
under_wine () { ctest --test-dir "$build" --output-on-failure -j"$jobs" -LE long; }

step "the plugins for Windows need no foreign DLL" scripts/windows_imports.sh "$build"/lib/*.dll
step "they export what hosts look up, and nothing else" exports
[ ! -e "$build/CTestTestfile.cmake" ] || step "the tests under Wine" under_wine
step "hosts that nobody here wrote, under Wine" tests/hosts/windows.sh "$build"
closing "make check-windows"
