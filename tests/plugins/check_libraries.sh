#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Fails if a shipped plugin needs a shared library beyond the given ones (named without ".so…"); the
# loader itself is always allowed. Sanitized builds need their runtimes and are skipped (77).
# Usage: check_libraries.sh SANITIZERS BINARY LIBRARY…
set -eu
if [ -n "$1" ]; then
  echo "sanitizers bring libraries of their own"
  exit 77
fi
binary=$2
shift 2
allowed=" $* "
needed=$(readelf -dW "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
[ -n "$needed" ] || { echo "$binary: no list of needed libraries can be read"; exit 1; }
status=0
for library in $needed; do
  case $library in ld-linux*) continue ;; esac
  case $allowed in *" ${library%.so*} "*) continue ;; esac
  echo "$binary: needs $library, which is not allowed"
  status=1
done
exit $status
