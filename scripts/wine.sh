#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Runs a program for Windows under Wine, in a prefix of its own: nothing of the user's is touched, no
# menus are written, and nothing is asked.
# Usage: scripts/wine.sh PROGRAM [ARGUMENT…]
#   ATTACCA_WINEPREFIX   where the prefix is (default: build-windows/wine)
set -eu
[ $# -ge 1 ] || { sed -n '5,9s/^# \{0,1\}//p' "$0"; exit 2; }
here=$(cd -- "$(dirname -- "$0")/.." && pwd)
export WINEPREFIX=${ATTACCA_WINEPREFIX:-$here/build-windows/wine}
export WINEDEBUG=${WINEDEBUG:--all}
# No menus, no .NET, no browser, no debugger's window: none of it is wanted or installed.
export WINEDLLOVERRIDES="winemenubuilder.exe=d;mscoree=d;mshtml=d;winedbg.exe=d"
command -v wine >/dev/null || { echo "wine.sh: there is no wine: scripts/install-deps.sh --for windows" >&2; exit 127; }
if [ ! -e "$WINEPREFIX/attacca-ready" ]; then
  mkdir -p "$WINEPREFIX"
  (
    flock 9
    [ -e "$WINEPREFIX/attacca-ready" ] && exit 0
    log=$WINEPREFIX.log
    wine wineboot -i </dev/null >"$log" 2>&1 &&
      wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f </dev/null >>"$log" 2>&1 ||
      { tail -n 5 "$log" >&2; echo "wine.sh: Wine cannot make $WINEPREFIX: $log has all of it" >&2; exit 1; }
    touch "$WINEPREFIX/attacca-ready"
  ) 9>"$WINEPREFIX.lock"
fi
exec wine "$@"
