#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Fails if a source has more lines than promised. Usage: check_lines.sh FILE MOST
set -eu
lines=$(wc -l <"$1")
echo "$(basename "$1"): $lines lines, at most $2"
[ "$lines" -gt 0 ] && [ "$lines" -le "$2" ]
