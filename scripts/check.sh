#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# What is checked beyond the tests: the format of the sources, load, the book, the thread tests under
# ThreadSanitizer, a build with Clang with the benchmarks, the longest tests, our plugins under the
# habits of every host, the tests that the processor has a say in for another one, a plugin for macOS,
# fuzzing, and clang-tidy. Goes on after what fails.
# Usage: scripts/check.sh BUILD_DIR      a finished build
set -u
[ $# -eq 1 ] || { sed -n '5,9s/^# \{0,1\}//p' "$0"; exit 2; }
build=$1
cd "$(dirname "$0")/.."
. scripts/counts.sh
jobs=$(nproc)
strict=-DATTACCA_WARNINGS_AS_ERRORS=ON

is_formatted () { make -s check-format; }
clang_build () {
  scripts/configure.sh clang-quick $strict && cmake --build build-clang-quick -j"$jobs" --target all attacca_bench
}
# Configured alone: the sources of src include nothing that is made by a build.
tidy () {
  scripts/configure.sh clang $strict -DATTACCA_TESTS=OFF && scripts/tidy.sh --quick build-clang src
}
thread_tests () {
  scripts/configure.sh tsan $strict &&
    cmake --build build-tsan -j"$jobs" --target attacca_thread_tests &&
    ctest --test-dir build-tsan --output-on-failure -L threads
}
fuzzing () {
  scripts/configure.sh fuzz $strict && cmake --build --preset fuzz -j"$jobs" &&
    scripts/fuzz.sh build-fuzz 20
}
long_tests () {
  ctest --test-dir "$build" --output-on-failure -j"$jobs" -L long
}
all_habits () {
  env -u DISPLAY "$build/bin/attacca" validate --strict "$build"/plugins/*.vst3 "$build"/plugins/*.clap &&
    env -u DISPLAY "$build/bin/attacca" validate --strict --profile hostile "$build/plugins/Track Info Display".*
}
aarch64_tests () {
  if ! command -v aarch64-linux-gnu-g++ >/dev/null || ! command -v qemu-aarch64 >/dev/null; then
    echo "no g++-aarch64-linux-gnu or no qemu-user: scripts/install-deps.sh --for arm"
    return 77
  elif ! scripts/sysroot.sh aarch64; then
    echo "no libraries for aarch64"
    return 77
  else
    scripts/check-arm.sh --quick "$build"
  fi
}
# Built anew on every commit, as nothing here can run it.
macos_gain () {
  if ! scripts/zig.sh macos; then
    echo "no compiler for macOS"
    return 77
  else
    scripts/macos.sh --gain $strict && scripts/check-macos.sh --gain "$build"
  fi
}
load () {
  xvfb-run -a "$build/bin/attacca" soak "$build/plugins/Track Info Display.vst3" \
    "$build/plugins/Track Info Display.clap" --seconds 20 --changes-per-second 1000 --threads both
}

# What takes a minute and what finds most comes first: .ci/run ends with what there is time for.
step "the format of the sources" is_formatted
step "Track Info Display under load for 20 seconds, both formats, editors open" load
step "the book and the reference: warnings are errors" scripts/docs.sh "$build"
step "the thread tests under ThreadSanitizer" thread_tests
step "the product built with Clang: warnings are errors (each file by itself: make tidy)" clang_build
step "the longest tests" long_tests
step "our plugins under the habits of every host, and Track Info Display under all checks in the rudest" all_habits
step "real-time, core, state and wrapper tests for aarch64, under qemu (all: make check-arm)" aarch64_tests
step "the gain for macOS, both processors, looked at (all: make check-macos)" macos_gain
step "fuzzing for 20 seconds (longer: make fuzz SECONDS=600)" fuzzing
step "clang-tidy over the framework's sources (everything, and the static analyzer: make tidy)" tidy
closing "make check"
