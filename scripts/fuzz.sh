#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Runs the libFuzzer targets of a build with the preset `fuzz`, all at once sharing the cores, and
# ends with a table. The kept inputs in fuzz/corpus are where each begins; what it finds on the way
# is kept in fuzz-output/, where the next run goes on. Fails if a target crashes, hangs for 10 s,
# leaks, or uses more than 2 GB, and names the input and the command that repeats it.
# Usage: scripts/fuzz.sh BUILD_DIR SECONDS [TARGET…]     SECONDS altogether, e.g. build-fuzz 60
set -eu
usage () { sed -n '5,9s/^# \{0,1\}//p' "$0"; exit 2; }
[ $# -ge 2 ] && [[ $2 =~ ^[1-9][0-9]*$ ]] || usage
build=$1 seconds=$2
shift 2
cd "$(dirname "$0")/.."
if [ $# -eq 0 ]; then
  for folder in fuzz/corpus/*/; do
    name=$(basename "$folder")
    if [ -x "$build/bin/fuzz_$name" ]; then set -- "$@" "$name"; else echo "$name: not built, left out"; fi
  done
fi
[ $# -gt 0 ] || { echo "fuzz: no target in $build: cmake --preset fuzz && cmake --build --preset fuzz" >&2; exit 1; }
for name in "$@"; do
  [ -x "$build/bin/fuzz_$name" ] || { echo "fuzz: there is no target $name in $build" >&2; exit 2; }
done

out=fuzz-output
lanes=$(nproc)
[ "$lanes" -le $# ] || lanes=$#
each=$((seconds * lanes / $#))
[ "$each" -ge 1 ] || each=1
mkdir -p "$out/crashes" "$out/log"

# One target; a line when it is done.
run () {
  local name=$1 status=0
  local found=$out/corpus/$name log=$out/log/$name.txt dictionary=fuzz/dictionaries/$name.dict
  mkdir -p "$found"
  local options=(-max_total_time="$each" -print_final_stats=1 -timeout=10 -rss_limit_mb=2048
                 -artifact_prefix="$out/crashes/$name-")
  [ ! -e "$dictionary" ] || options+=(-dict="$dictionary")
  "$build/bin/fuzz_$name" "${options[@]}" "$found" "fuzz/corpus/$name" >"$log" 2>&1 || status=$?
  echo "$status" >"$out/log/$name.status"
  echo "  $name: $([ $status -eq 0 ] && echo done || echo "FOUND SOMETHING")"
}
export -f run
export build each out
printf '%s targets, %s s each, %s at a time\n' $# "$each" "$lanes"
printf '%s\n' "$@" | xargs -P "$lanes" -I{} bash -c 'run {}'

printf '\n%-18s %12s %10s %8s %9s\n' target executions per\ second corpus crashes
failed=()
for name in "$@"; do
  log=$out/log/$name.txt crashes=0
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
  corpus=$(($(find "fuzz/corpus/$name" -type f | wc -l) + $(find "$out/corpus/$name" -type f | wc -l)))
  if [ "$(cat "$out/log/$name.status")" != 0 ]; then crashes=1 failed+=("$name"); fi
  printf '%-18s %12s %10s %8s %9s\n' "$name" "${executions:-?}" "${rate:-?}" "$corpus" "$crashes"
done
[ ${#failed[@]} -gt 0 ] || exit 0

for name in "${failed[@]}"; do
  log=$out/log/$name.txt
  input=$(sed -n 's/^artifact_prefix=.*Test unit written to //p' "$log" | tail -1)
  printf '\n%s: %s\n' "$name" "$(grep -m1 -E 'broken promise|ERROR: |runtime error' "$log" || tail -1 "$log")"
  if [ -n "$input" ]; then
    printf '  input:  %s\n  repeat: %s\n' "$input" "$build/bin/fuzz_$name $input"
  fi
  printf '  log:    %s\n' "$log"
done
exit 1
