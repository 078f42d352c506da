#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Fails if a shipped plugin exports anything but its entry points, or lacks one of them.
# Usage: check_symbols.sh SANITIZERS BINARY ENTRY…
set -eu
if [ -n "$1" ]; then
  echo "sanitizers export symbols of their own"
  exit 77
fi
binary=$2
shift 2
found=$(nm --dynamic --defined-only --format=posix "$binary" | cut -d' ' -f1 | LC_ALL=C sort)
wanted=$(printf '%s\n' "$@" | LC_ALL=C sort)
[ "$found" = "$wanted" ] && exit 0
echo "$binary: exported (>) and expected (<) symbols differ"
diff <(echo "$wanted") <(echo "$found")
