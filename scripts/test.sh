#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Runs the tests of a finished build, and counts them. The longest ones, labelled "long", come with
# make check.
# Usage: scripts/test.sh BUILD_DIR
set -u
[ $# -eq 1 ] || { sed -n '5,7s/^# \{0,1\}//p' "$0"; exit 2; }
build=$1
cd "$(dirname "$0")/.."
. scripts/counts.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The tests have counts of their own to make.
ATTACCA_COUNTS='' ATTACCA_UNTIL='' ctest --test-dir "$build" --output-on-failure -j"$(nproc)" -LE long 2>&1 |
  tee "$log"
# "98% tests passed, 2 tests failed out of 104"
read -r failed total < <(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+)/\1 \2/p' "$log") || true
if [ -z "${total-}" ]; then
  failed=1
  failures=("the tests did not come to an end")
else
  passed=$((total - failed))
  mapfile -t failures < <(sed -n '/^The following tests FAILED:/,$s/^[[:space:]]*[0-9]* - //p' "$log")
fi
closing "make test"
