#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Fails if a shipped plugin still has its symbols or is larger than promised. Only release builds
# keep the promise; others are skipped (77).
# Usage: check_size.sh CONFIG SANITIZERS BINARY LARGEST
set -eu
config=$1 sanitizers=$2 binary=$3 largest=$4
if [ "$config" != Release ] || [ -n "$sanitizers" ]; then
  echo "not a release build: nothing is promised about sizes"
  exit 77
fi
if readelf -SW "$binary" | grep -q ' \.symtab '; then
  echo "$binary: not stripped"
  exit 1
fi
size=$(stat -c %s "$binary")
echo "$(basename "$binary"): $size bytes, at most $largest"
[ "$size" -le "$largest" ]
