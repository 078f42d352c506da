#!/bin/sh
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# run.sh PROGRAM [ARGUMENT…]: runs a program for Windows that draws, on an X server of its own and in
# a prefix of Wine's that only such programs have: Wine keeps to the display that it was begun with.

here=$(cd -- "$(dirname -- "$0")" && pwd)
root=$here/../../..
if [ "$1" != --inside ]; then
  export ATTACCA_WINEPREFIX="${ATTACCA_WINEPREFIX:-$root/build-windows/wine-display}"
  mkdir -p "$(dirname -- "$ATTACCA_WINEPREFIX")"
  exec flock "$ATTACCA_WINEPREFIX.display" "$root/tests/support/with_xvfb.sh" "$0" --inside "$@"
fi
shift
"$root/scripts/wine.sh" "$@"
status=$?
# Before the display goes: Wine's own programs would wait for it.
WINEPREFIX=$ATTACCA_WINEPREFIX wineserver -k 2>/dev/null
WINEPREFIX=$ATTACCA_WINEPREFIX wineserver -w 2>/dev/null
exit $status
