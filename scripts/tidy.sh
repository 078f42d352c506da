#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# clang-tidy over the product's sources (not the tests), with the checks of .clang-tidy.
# Usage: scripts/tidy.sh BUILD_DIR [PATH_PREFIX…]     e.g. scripts/tidy.sh build src/core
set -eu
[ $# -ge 1 ] || { sed -n '5,6s/^# \{0,1\}//p' "$0"; exit 2; }
build=$1
shift
[ $# -gt 0 ] || set -- src host package cli examples
cd "$(dirname "$0")/.."
git ls-files -- "${@/%//*.cpp}" | grep -v stub_window |
  xargs -P "$(nproc)" -n 4 clang-tidy-19 -p "$build" --quiet --extra-arg=-Wno-unknown-warning-option
