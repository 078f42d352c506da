#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Tries the build for Windows under Wine: what the binaries need and export, the tests, the same
# sessions as on Linux, attacca.exe as the judge of plugins, and hosts that nobody here wrote.
# Usage: scripts/check-windows.sh [--quick] BUILD_DIR   after scripts/windows.sh
#   BUILD_DIR   a finished build for this machine
#   --quick     a few tests, built here if need be, and the gain judged: what make check-all does
#   FULL=1      every example is judged, under the habits of every host: some hours
set -u
how=
if [ "${1-}" = --quick ]; then how=quick; shift; fi
[ $# -eq 1 ] && [ -d "$1" ] || { sed -n '5,10s/^# \{0,1\}//p' "$0"; exit 2; }
native=$1
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
# Not MinGW-w64's own, five times as slow: cmake/windows_mathematics.cmake.
mathematics () {
  local imported
  imported=$(x86_64-w64-mingw32-objdump -p "$build/lib/gain.dll" | sed -n '/DLL Name: msvcrt.dll/,/DLL Name/p')
  case $imported in *[[:space:]]pow[[:space:]]*) ;; *) echo "gain.dll has a pow() of its own"; return 1 ;; esac
}
under_wine () { ctest --test-dir "$build" --output-on-failure -j"$jobs" -LE long "$@"; }
# Those that Windows has most of a say in.
few_under_wine () {
  local tests='rt_test windows_platform_test wrapper_clap_test wrapper_vst3_test'
  # shellcheck disable=SC2086 # each of its words
  scripts/configure.sh windows && cmake --build "$build" -j"$jobs" --target $tests &&
    under_wine -R "^(${tests// /|})\$"
}
# Editors want a display, and a server of Wine's that was begun with it.
displayed () {
  WINEPREFIX=${ATTACCA_WINEPREFIX:-$PWD/build-windows/wine} wineserver -k
  xvfb-run -a scripts/wine.sh "$build/bin/attacca.exe" "$@"
}
same_sessions () { scripts/compare_builds.py "$native" "$build" --by scripts/wine.sh; }
# With an editor and without one, an instrument, the largest editor.
judged () {
  local each
  if [ -n "$how" ]; then
    # By paths that begin with a slash, which are no options there either.
    displayed validate --strict --patience 4 --profile hostile "$PWD/$build/plugins/Attacca Gain".*
    return
  fi
  [ -n "${FULL-}" ] && { displayed validate --strict --patience 4 "$build"/plugins/*.clap "$build"/plugins/*.vst3; return; }
  set --
  for each in "Attacca Gain" "Attacca Poly Mod Synth" "Attacca Gallery" "Track Info Display"; do
    set -- "$@" "$build/plugins/$each.clap" "$build/plugins/$each.vst3"
  done
  displayed validate --strict --patience 4 --profile hostile "$@"
}
soaked () {
  displayed soak "$build/plugins/Track Info Display.clap" "$build/plugins/Track Info Display.vst3" \
    --seconds 30 --changes-per-second 300
}

step "the plugins for Windows need no foreign DLL" scripts/windows_imports.py "$build"/lib/*.dll
step "they export what hosts look up, and nothing else" exports
step "their mathematics are Windows's" mathematics
if [ -n "$how" ]; then
  step "a few tests under Wine" few_under_wine
elif [ -e "$build/CTestTestfile.cmake" ]; then
  step "the tests under Wine" under_wine
fi
# Without the libraries of scripts/foreign_libraries.sh it has no host.
if scripts/wine.sh "$build/bin/attacca.exe" run --help >/dev/null 2>&1; then
  step "the program attacca.exe needs no foreign DLL" scripts/windows_imports.py "$build"/bin/attacca.exe
  [ -n "$how" ] || step "the same sessions as on this machine's system" same_sessions
  step "attacca.exe judges plugins under the strictest habits" judged
  [ -n "$how" ] || step "attacca.exe soaks Track Info Display in both formats for 30 seconds" soaked
  [ -n "$how" ] || step "parlando.exe needs no foreign DLL" scripts/windows_imports.py "$build"/bin/parlando.exe
  [ -n "$how" ] || step "Parlando's musicians play there, and a conductor here" scripts/demo-parlando.sh "$native" "$build"
fi
[ -n "$how" ] || step "hosts that nobody here wrote, under Wine" tests/hosts/windows.sh "$build"
closing "make check-windows"
