#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Runs a command that has a host play the Attacca Witness, and then holds what was recorded against
# itself: a profile is made of the largest recording, the calls are acted out, and the recording of
# that has to have the same calls. HABIT=VALUE…: what the profile has to say.
# Usage: witness.sh BUILD_DIR clap|vst3 [HABIT=VALUE…] -- COMMAND…
# Exit: 0 good, 1 a check failed, 2 usage, else what the command answered (77: no such host here).
set -u
build=$(readlink -f -- "$1") format=$2
shift 2
habits=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do habits+=("$1"); shift; done
[ $# -ge 2 ] || { sed -n '5,10s/^# \{0,1\}//p' "$0"; exit 2; }
shift
program=$build/bin/attacca
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

ATTACCA_WITNESS_DIR=$work/host "$@" >"$work/host.log" 2>&1
code=$?
largest () { find "$1" -name '*.witness' -printf '%s %p\n' 2>/dev/null | sort -rn | sed -n '1s/^[0-9]* //p'; }
recording=$(largest "$work/host")
if [ $code -ne 0 ] || [ -z "$recording" ]; then
  cat "$work/host.log"
  [ -n "$recording" ] || echo "FAIL nothing was recorded"
  exit $((code != 0 ? code : 1))
fi
"$program" profile "$recording" --output "$work/made.toml" --replay "$work/made.replay" || exit 1
for habit in ${habits[@]+"${habits[@]}"}; do
  grep -A1 -F "[habits.${habit%%=*}]" "$work/made.toml" | grep -qxF "value = ${habit#*=}" || {
    echo "FAIL the profile does not say $habit"; exit 1; }
done
ATTACCA_WITNESS_DIR=$work/replay "$program" run --replay "$work/made.replay" \
  "$build/plugins/Attacca Witness.$format" || { echo "FAIL the calls could not be acted out"; exit 1; }
"$program" profile "$recording" --compare "$(largest "$work/replay")" || {
  [ -z "${KEEP_RECORDINGS:-}" ] || cp -r "$work" "$KEEP_RECORDINGS/"
  echo "FAIL the replay makes other calls"; exit 1; }
"$program" run --profile "$work/made.toml" --seconds 1 --free-wheel \
  "$build/plugins/Attacca Gain.$format" >"$work/gain.log" 2>&1 || {
  cat "$work/gain.log"; echo "FAIL the profile that was made cannot be acted out"; exit 1; }
