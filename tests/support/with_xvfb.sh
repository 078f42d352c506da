#!/bin/sh
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# with_xvfb.sh COMMAND [ARG…]: runs a command on an X server of its own and ends the server with
# it. Exits as the command does; 77 (skipped) where there is no Xvfb.

command -v Xvfb >/dev/null || { echo "skipped: Xvfb is not installed (package xvfb)"; exit 77; }

folder=$(mktemp -d) || exit 1
server=
cleanup() {
  [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
  rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# The server writes the number of its display when it is ready; opening the pipe waits for that.
# -noreset: it stays as it is when its last client goes.
mkfifo "$folder/display"
Xvfb -displayfd 3 -screen 0 1600x1200x24 -nolisten tcp -noreset 3>"$folder/display" \
  >"$folder/log" 2>&1 &
server=$!
read -r number <"$folder/display" || { cat "$folder/log"; exit 1; }

DISPLAY=":$number"
export DISPLAY
unset XAUTHORITY
"$@"
