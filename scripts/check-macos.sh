#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Looks at the bundles and the program for macOS, which nothing here can run: by attacca inspect, and by
# LIEF, a reader of Mach-O files that nobody here wrote; by rcodesign too where that is installed.
# Usage: scripts/check-macos.sh [--gain] [BUILD]     after scripts/macos.sh [--gain]; BUILD has attacca
set -u
place=build-macos program=(build-macos/attacca)
if [ "${1-}" = --gain ]; then place=build-macos-gain program=(); shift; fi
cd "$(dirname "$0")/.."
. scripts/counts.sh
build=${1:-build}
plugins=$place/plugins
judge=$place/judge

inspect () {
  "$build/bin/attacca" inspect "$plugins"/*.vst3 "$plugins"/*.clap >$place/inspect.txt || return 1
  # Both formats of all of them are for both processors, and nothing is left to say.
  awk '/^build-macos/ { bundles++ } / part  .*for macOS 11\.0, signed ad hoc/ { parts++ } / note  / { notes++ }
    END { printf "%d bundles, %d parts, %d notes\n", bundles, parts, notes; exit !(bundles > 0 && parts == 2 * bundles && !notes) }' \
    $place/inspect.txt
}
by_others () {
  python3 -m pip install --quiet --no-deps --disable-pip-version-check --root-user-action=ignore \
    --target "$judge" lief==1.0.0 >"$judge.log" 2>&1 || { cat "$judge.log"; return 1; }
  PYTHONPATH=$judge python3 tests/package/macos_judge.py "${program[@]}" "$plugins"/*.vst3 "$plugins"/*.clap
}
# A byte of the program, and one of what is sealed: both are seen by both.
damage () {
  local copy=$place/damaged
  rm -rf "$copy"
  mkdir -p "$copy"
  cp -r "$plugins/Attacca Gain.vst3" "$copy/"
  printf x | dd of="$copy/Attacca Gain.vst3/Contents/MacOS/Attacca Gain" bs=1 seek=40000 conv=notrunc status=none
  ! "$build/bin/attacca" inspect "$copy"/*.vst3 >/dev/null 2>&1 || return 1
  ! PYTHONPATH=$judge python3 tests/package/macos_judge.py "$copy"/*.vst3 >/dev/null || return 1
  rm -rf "$copy"
  mkdir -p "$copy"
  cp -r "$plugins/Attacca Gain.vst3" "$copy/"
  echo >>"$copy/Attacca Gain.vst3/Contents/Resources/moduleinfo.json"
  ! "$build/bin/attacca" inspect "$copy"/*.vst3 >/dev/null 2>&1 || return 1
  ! PYTHONPATH=$judge python3 tests/package/macos_judge.py "$copy"/*.vst3 >/dev/null
}
by_rcodesign () {
  local bundle
  for bundle in "$plugins"/*.vst3/Contents/MacOS/* "$plugins"/*.clap/Contents/MacOS/*; do
    rcodesign verify "$bundle" >$place/rcodesign.log 2>&1 || { cat $place/rcodesign.log; return 1; }
  done
}

step "attacca inspect finds both processors, a minimum version and whole signatures" inspect
step "so does LIEF, with exports, libraries and digests" by_others
step "what was changed after it was signed is found" damage
if command -v rcodesign >/dev/null; then step "rcodesign takes the signatures" by_rcodesign; fi
closing "make check-macos"
