#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Fails if a program or plugin for Windows needs a DLL that Windows does not have.
# Usage: scripts/windows_imports.sh FILE…
set -eu
[ $# -ge 1 ] || { sed -n '5,6s/^# \{0,1\}//p' "$0"; exit 2; }
own='^(advapi32|bcrypt|gdi32|kernel32|msvcrt|ntdll|ole32|psapi|shell32|user32|ws2_32)\.dll$'
failed=0
for file in "$@"; do
  foreign=$(x86_64-w64-mingw32-objdump -p "$file" | sed -n 's/^[[:space:]]*DLL Name: //p' | grep -ivE "$own" || true)
  [ -z "$foreign" ] && continue
  echo "windows: $file needs $(echo $foreign), which is not Windows's" >&2
  failed=1
done
[ $failed -eq 0 ] && echo "windows: $# files need no DLL but the system's"
exit $failed
