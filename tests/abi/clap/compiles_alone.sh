#!/bin/sh
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# compiles_alone.sh <source root> <C++ compiler>
# Compiles each header of abi/clap in a file of its own, and the layout tables.
# Exit status: 0 all compile, 1 some do not, 77 there is no such compiler.

set -u
root=$1
compiler=$2

command -v "$compiler" > /dev/null || exit 77

check() {
  "$compiler" -std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Werror \
    -fsyntax-only -I "$root" "$@"
}

status=0
count=0
for header in $(cd "$root" && find abi/clap -name '*.hpp' | sort); do
  count=$((count + 1))
  echo "#include \"$header\"" | check -x c++ - || { echo "does not compile alone: $header"; status=1; }
done
if [ "$count" -eq 0 ]; then
  echo "no headers in $root/abi/clap"
  status=1
fi
for table in "$root"/tests/abi/clap/layout_*.cpp; do
  check "$table" || { echo "does not compile: $table"; status=1; }
done
exit "$status"
