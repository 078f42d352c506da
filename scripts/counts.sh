# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# For test.sh and check.sh, which source it: what passed and what failed, and how long it took. A
# step that fails does not keep the next from running.

passed=0 failed=0 failures=()

# step WHAT COMMAND…: one line before, one after, and the command's output between them.
step () {
  local what=$1 began=$SECONDS
  shift
  printf '\n== %s\n' "$what"
  if "$@"; then
    passed=$((passed + 1))
    printf -- '-- passed in %s s: %s\n' $((SECONDS - began)) "$what"
  else
    failed=$((failed + 1))
    failures+=("$what")
    printf -- '-- FAILED after %s s: %s\n' $((SECONDS - began)) "$what"
  fi
}

# closing WHO: the last line, and the exit status. ATTACCA_COUNTS names a file for .ci/run to add up.
closing () {
  local what
  for what in "${failures[@]}"; do printf 'failed: %s\n' "$what"; done
  printf '%s: %d passed, %d failed, in %d min %d s\n' "$1" $passed $failed $((SECONDS / 60)) \
    $((SECONDS % 60))
  [ -z "${ATTACCA_COUNTS-}" ] || echo "$passed $failed" >>"$ATTACCA_COUNTS"
  [ $failed -eq 0 ]
}
