# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# For test.sh and check.sh, which source it: what passed and what failed, and how long it took. A
# step that fails does not keep the next from running.

passed=0 failed=0 skipped=0 failures=()

# step WHAT COMMAND…: one line before, one after, and the command's output between them. A command
# that ends with 77, as CTest has it, has said what it lacks here: that counts as neither. After the
# second ATTACCA_UNTIL (as date +%s has them) no further step begins, and that is said. Neither it nor
# ATTACCA_COUNTS is seen by the command: what that counts by itself is its own.
step () {
  local what=$1 began=$SECONDS status=0
  shift
  if [ -n "${ATTACCA_UNTIL-}" ] && [ "$(date +%s)" -ge "$ATTACCA_UNTIL" ]; then
    skipped=$((skipped + 1))
    printf '\n-- SKIPPED, no time is left for it: %s\n' "$what"
    return
  fi
  printf '\n== %s\n' "$what"
  ATTACCA_COUNTS='' ATTACCA_UNTIL='' "$@" || status=$?
  if [ $status -eq 77 ]; then
    skipped=$((skipped + 1))
    printf -- '-- SKIPPED: %s\n' "$what"
  elif [ $status -eq 0 ]; then
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
  printf '%s: %d passed, %d failed%s, in %d min %d s\n' "$1" $passed $failed \
    "$([ $skipped -eq 0 ] || printf ', %d skipped' $skipped)" $((SECONDS / 60)) $((SECONDS % 60))
  [ -z "${ATTACCA_COUNTS-}" ] || echo "$passed $failed" >>"$ATTACCA_COUNTS"
  [ $failed -eq 0 ]
}
