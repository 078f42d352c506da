#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Runs the benchmarks of a finished build and prints their tables: the hand-overs against a mutex
# and a plain copy, the wrappers against plugins written by hand, also with many events, a thousand
# instances, the guard, a witness, editors that paint, the renames that a plugin loses which skips
# them, and the sizes of our plugins. Takes about two minutes; a quiet machine gives quiet numbers. Fails when
# a promise is not kept.
# Usage: scripts/bench.sh BUILD_DIR
set -eu
[ $# -eq 1 ] || { sed -n '5,10s/^# \{0,1\}//p' "$0"; exit 2; }
bin=$(cd "$1" && pwd)/bin
number=0 total=9 status=0

# bench NAME WHAT COMMAND…: runs it if NAME was built.
bench () {
  local name=$1 what=$2
  shift 2
  number=$((number + 1))
  printf '\n== [%d/%d] %s\n\n' "$number" "$total" "$what"
  if [ ! -x "$bin/$name" ]; then
    echo "$name was not built (google-benchmark or the tools are missing)"
    return
  fi
  "$@" || { echo "$name: a promise was not kept"; status=1; }
}

# Only the table; what google-benchmark says on the way is of use when something is odd.
handovers () {
  local log
  log=$(mktemp)
  if ! "$bin/handover_bench" --benchmark_min_time=0.05 --benchmark_repetitions=5 \
      >"$log" 2>&1; then
    cat "$log"
    rm -f "$log"
    return 1
  fi
  sed -n '/^600-byte record/,$p' "$log"
  rm -f "$log"
}

bench handover_bench "hand-overs between threads" handovers
bench wrapper_bench "wrapper overhead" "$bin/wrapper_bench"
bench events_bench "notes and values, and voices" "$bin/events_bench"
bench instance_bench "a thousand instances" "$bin/instance_bench"
bench guard_bench "the real-time guard" "$bin/guard_bench"
bench witness_bench "what a witness costs" "$bin/witness_bench"
bench widgets_bench "editors that paint" "$bin/widgets_bench"
# The stripped library that both bundles hold, as it ships.
sizes () {
  local file
  for file in "$bin"/../lib/gain.so "$bin"/../lib/track_info_display.so; do
    [ -e "$file" ] || continue
    printf '%-28s %8d bytes\n' "$(basename "$file")" "$(stat -c %s "$file")"
  done
}

bench lost_renames_bench "single renames that are lost" "$bin/lost_renames_bench"
number=$((number + 1))
printf '\n== [%d/%d] %s\n\n' "$number" "$total" "sizes of the plugins, both formats in one file"
sizes
exit $status