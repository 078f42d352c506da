#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Builds for every system and processor that this machine can build for, and tries each: here with all
# tests, elsewhere with what an hour has room for. What takes longer has commands of its own: make check,
# check-arm, check-riscv, check-windows.
# Usage: scripts/check-all.sh BUILD_DIR      a finished build for this machine
set -u
[ $# -eq 1 ] && [ -d "$1" ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
build=$1
cd "$(dirname "$0")/.."
. scripts/counts.sh
strict=-DATTACCA_WARNINGS_AS_ERRORS=ON

step "this machine: the tests" scripts/test.sh "$build"
step "aarch64: real-time, core, state and wrapper tests under qemu" scripts/check-arm.sh --quick "$build"
step "riscv64: the same" scripts/check-arm.sh --quick --for riscv64 "$build"
step "Windows: the plugins and attacca.exe" scripts/windows.sh -DATTACCA_TESTS=OFF $strict
step "Windows: looked at, the tests of the system, and a plugin judged under Wine" scripts/check-windows.sh --quick "$build"
step "macOS: the plugins and the program, for both processors" scripts/macos.sh $strict
step "macOS: looked at by ours and by others" scripts/check-macos.sh "$build"
closing "make check-all"
