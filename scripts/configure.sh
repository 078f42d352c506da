#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Configures the build of a preset; quiet unless it fails. A build folder that belongs to another
# place or another compiler is begun anew.
# Usage: scripts/configure.sh PRESET [-D…]
set -eu
[ $# -ge 1 ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
preset=$1
shift
cd "$(dirname "$0")/.."
here=$(pwd -P)
build=build
[ "$preset" = release ] || build=build-$preset

place=$build
[ -e "$build" ] || place=.
if [ ! -w "$place" ]; then
  echo "configure: $(cd "$place" && pwd) belongs to $(stat -c %U "$place"), and $(id -un) cannot write" \
    "there: remove build/ as that user (make clean), or work in a clone of your own" >&2
  exit 1
fi
fresh=()
if [ -e "$build/CMakeCache.txt" ]; then
  home=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$build/CMakeCache.txt")
  compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
  if [ "$(cd "$home" 2>/dev/null && pwd -P)" != "$here" ]; then
    echo "configure: $build/ was made for ${home:-another folder}; it is begun anew"
    rm -rf "$build"
  elif [ -n "$compiler" ] && ! command -v "$compiler" >/dev/null; then
    echo "configure: $build/ was made with $compiler, which is gone; it is begun anew"
    fresh=(--fresh)
  fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! cmake "${fresh[@]}" --preset "$preset" "$@" >"$log" 2>&1; then
  # Once more from nothing: an old cache may name libraries that have gone.
  if [ -e "$build/CMakeCache.txt" ] && [ ${#fresh[@]} -eq 0 ] &&
    cmake --fresh --preset "$preset" "$@" >"$log" 2>&1; then
    echo "configure: the old settings in $build/ did not fit; it was configured anew"
    exit 0
  fi
  cat "$log"
  echo "configure: failed; missing packages: scripts/install-deps.sh --check" >&2
  exit 1
fi
