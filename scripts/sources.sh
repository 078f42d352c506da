#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The C++ sources of the project, one a line: those that git knows, or all that lie here where there
# is no git.
# Usage: scripts/sources.sh [FOLDER…]
set -eu
cd "$(dirname "$0")/.."
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  git ls-files -- "$@" | grep -E '\.[ch]pp$'
else
  find "${@:-.}" \( -name 'build*' -o -name '.?*' \) -prune -o -name '*.[ch]pp' -print | sed 's|^\./||'
fi
