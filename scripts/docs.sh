#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Makes the book, BUILD_DIR/book/index.html, of the pages in docs/, and the reference of the public
# headers in BUILD_DIR/book/api. Both are read without a network, and search without one. A warning
# of Sphinx or Doxygen is an error, and so is a book of more than 5 MB.
# Usage: scripts/docs.sh BUILD_DIR
set -eu
[ $# -eq 1 ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
mkdir -p "$1"
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
work=$build/book-work
rm -rf "$work" "$build/book"
mkdir -p "$work"
scripts/book/assemble.py . "$work/source"
sphinx-build -q -W --keep-going -b html -d "$work/doctrees" "$work/source" "$work/html"
rm -f "$work"/html/{.buildinfo,objects.inv}
scripts/book/finish.py "$work/html"
mkdir "$work/html/api"
(cat scripts/book/Doxyfile && printf 'INPUT = include/attacca\nOUTPUT_DIRECTORY = %s\n' "\"$work/html/api\"") |
  doxygen -
du -sh --apparent-size "$work/html/api" | awk '{ print "the reference: " $1 }'
mv "$work/html" "$build/book"
echo "docs: $build/book/index.html"
