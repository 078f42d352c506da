#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Builds for every system and processor that this machine can build for, and tries on each what an hour
# has room for. What takes longer has commands of its own: make test and make check for this machine,
# make check-arm, check-riscv, check-windows and check-macos.
# Usage: scripts/check-all.sh BUILD_DIR      the build folder of this machine; it is built here
set -u
[ $# -eq 1 ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
build=$1
cd "$(dirname "$0")/.."
. scripts/counts.sh
. scripts/core_tests.sh
strict=-DATTACCA_WARNINGS_AS_ERRORS=ON

configured () { scripts/configure.sh release $strict; }
judged () {
  env -u DISPLAY "$build/bin/attacca" validate --strict --profile hostile \
    "$build/plugins/Attacca Gain".* "$build/plugins/Track Info Display".*
}

step "this machine: configured" configured
step "this machine: real-time, core, state and wrapper tests" core_tests_pass "$build"
step "this machine: the program attacca and the examples" examples_build "$build"
step "this machine: two plugins under attacca validate" judged
step "aarch64: real-time, core, state and wrapper tests under qemu" scripts/check-arm.sh --quick "$build"
step "riscv64: the same" scripts/check-arm.sh --quick --for riscv64 "$build"
step "Windows: the plugins and attacca.exe" scripts/windows.sh -DATTACCA_TESTS=OFF $strict
step "Windows: looked at, a few tests, and a plugin judged under Wine" scripts/check-windows.sh --quick "$build"
step "macOS: a plugin for both processors" scripts/macos.sh --gain $strict
step "macOS: looked at by ours and by others" scripts/check-macos.sh --gain "$build"
closing "make check-all"
