#!/bin/sh
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Usage: check_mingw.sh <repository> <file.cpp…>
# Compiles the layout tables for 64-bit Windows, where ids and results have other values.
# Exit: 0 all hold, 1 one does not, 77 no cross compiler here (Debian: g++-mingw-w64-x86-64).
set -eu
compiler=x86_64-w64-mingw32-g++-posix
command -v "$compiler" >/dev/null 2>&1 || exit 77
root=$1
shift
status=0
for file in "$@"; do
  "$compiler" -std=c++20 -Wall -Wextra -Werror -fsyntax-only -I "$root" "$file" || status=1
done
exit $status
