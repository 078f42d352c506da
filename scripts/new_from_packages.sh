#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# On a machine with the packages attacca and libattacca-dev and without Attacca's sources: begins a
# plugin of each kind, builds and tests it with the commands of its README; says how long each took.
# Usage: scripts/new_from_packages.sh FOLDER     where the projects are made
set -eu
[ $# -eq 1 ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
mkdir -p "$1"
cd "$1"
for kind in effect instrument note-effect analyzer; do
  name="my-$kind"
  rm -rf "$name"
  begun=$SECONDS
  {
    attacca new "$name" --kind $kind $([ $kind != effect ] || echo --editor) &&
      cmake -S "$name" -B "$name/build" -G Ninja &&
      cmake --build "$name/build" &&
      ctest --test-dir "$name/build" --output-on-failure --no-tests=error
  } >"$name.log" 2>&1 || { tail -n 40 "$name.log"; echo "new_from_packages: $kind: failed" >&2; exit 1; }
  echo "$kind: begun, built and validated in $((SECONDS - begun)) s"
done
