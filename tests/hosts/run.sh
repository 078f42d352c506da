#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The plugins in real hosts: track_info_display as VST3 in Ardour, and as CLAP in Qtractor.
# Usage: tests/hosts/run.sh BUILD_DIR
set -u
build=$(readlink -f -- "$1")
here=$(cd -- "$(dirname -- "$0")" && pwd)
bundles=$build/plugins
name="Track Info Display"
failed=0 passed=0 skipped=0

check () { # title, command...
  local title=$1 output code
  shift
  printf '%-58s ' "$title"
  output=$("$@" 2>&1)
  code=$?
  case $code in
    0) echo ok; passed=$((passed + 1)) ;;
    77) echo skipped; skipped=$((skipped + 1)) ;;
    *) echo "FAILED ($code)"; failed=$((failed + 1)) ;;
  esac
  printf '%s\n' "$output" | sed 's/^/    /'
}

check "Ardour: 200 changes as fast as it goes while rolling" \
  "$here/ardour.sh" "$bundles" "$name" 100 0 0 0
check "Ardour: renames from its OSC thread among them" \
  "$here/ardour.sh" "$bundles" "$name" 20 0.1 0 1
check "Ardour: over save and reload" \
  "$here/ardour.sh" "$bundles" "$name" 20 0.01 1 0
check "Qtractor: loads the CLAP, rolls, unloads" \
  "$here/qtractor.sh" "$bundles" "$name" 2

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
