#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# clang-tidy over the product's sources (not the tests), with the checks of .clang-tidy.
# Usage: scripts/tidy.sh [--quick] [-P JOBS] BUILD_DIR [PATH_PREFIX…]
#   --quick   without the static analyzer, which takes most of the time
#   -P JOBS   so many at a time; all cores otherwise
# e.g. scripts/tidy.sh build src/core
set -eu
usage () { sed -n '6,9s/^# \{0,1\}//p' "$0"; exit 2; }
jobs=$(nproc)
options=(--quiet --extra-arg=-Wno-unknown-warning-option)
while [ $# -gt 0 ]; do
  case $1 in
    --quick) options+=('--checks=-clang-analyzer-*'); shift ;;
    -P) [ $# -ge 2 ] || usage; jobs=$2; shift 2 ;;
    -*) usage ;;
    *) break ;;
  esac
done
[ $# -ge 1 ] || usage
build=$1
shift
cd "$(dirname "$0")/.."
# All that has sources of the product's.
[ $# -gt 0 ] || set -- $(for folder in */CMakeLists.txt; do echo "${folder%/*}"; done | grep -vxE 'tests|bench|build.*')
[ -e "$build/compile_commands.json" ] || { echo "tidy: $build is no build folder: make build" >&2; exit 2; }
# Only what the build compiles: a file without its command line would be read as something else.
# GCC's own options are left out.
commands=$(mktemp -d)
trap 'rm -rf -- "$commands"' EXIT
compiled=$(python3 -c '
import json, os, sys
entries = json.load(open(sys.argv[1]))
for entry in entries:
    entry["command"] = entry["command"].replace(" -fno-gnu-unique", "")
    print(os.path.relpath(entry["file"]))
json.dump(entries, open(sys.argv[2], "w"))' "$build/compile_commands.json" \
  "$commands/compile_commands.json" | sort -u)
sources=$(scripts/sources.sh "$@" | sort | comm -12 - <(echo "$compiled"))
[ -n "$sources" ] || { echo "tidy: nothing that $build compiles is in $*" >&2; exit 2; }
number=$(wc -l <<<"$sources")
echo "tidy: $number files"
# A line for every tenth, so that it is seen to go on.
look () {
  clang-tidy-19 -p "$COMMANDS" "$@" 2> >(grep -v 'warnings generated\.$' >&2)
  local status=$? done
  echo >>"$COMMANDS/done"
  done=$(wc -l <"$COMMANDS/done")
  [ $((done % 10)) -ne 0 ] || echo "tidy: $done of $NUMBER"
  return $status
}
export -f look
COMMANDS=$commands NUMBER=$number xargs -d '\n' -P "$jobs" -n 1 \
  bash -c 'look "$@"' look "${options[@]}" <<<"$sources"
