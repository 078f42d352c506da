#!/bin/sh
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# Usage: check_with_spin.sh <C compiler> <model.pml>
# Proves the model and shows that spin refutes each broken variant. 77: spin is not installed.
set -eu

compiler=$1
model=$2
command -v spin >/dev/null || { echo "spin is not installed; skipped"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Prints "errors states" of an exhaustive search.
search() {
  rm -f pan pan.* ./*.trail
  spin -a "$@" "$model" >spin.log 2>&1 || { cat spin.log >&2; exit 1; }
  "$compiler" -O2 -w -o pan pan.c
  ./pan -m100000 >pan.log 2>&1 || { cat pan.log >&2; exit 1; }
  if grep -q "max search depth too small\|out of memory" pan.log; then
    cat pan.log >&2
    exit 1
  fi
  sed -n 's/.*errors: \([0-9]*\).*/\1/p' pan.log
}

failed=0
errors=$(search)
states=$(sed -n 's/ *\([0-9.e+]*\) states, stored.*/\1/p' pan.log)
if [ "$errors" = 0 ]; then
  echo "triple buffer: no error in $states states"
else
  echo "triple buffer: spin found an error"
  cat pan.log
  failed=1
fi

for variant in EXCHANGE_ALWAYS LOAD_THEN_STORE TWO_SLOTS TWO_WRITERS SKIP_WHEN_UNSEEN; do
  errors=$(search "-D$variant")
  if [ "$errors" = 0 ]; then
    echo "$variant: spin found no error, but it is broken"
    failed=1
  else
    echo "$variant: refuted ($(sed -n 's/^pan:1: //p' pan.log))"
  fi
done
exit $failed
