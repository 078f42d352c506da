#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Runs the tests of a finished build. With the release preset it also keeps our example under load
# for 20 seconds, checks the format of the sources and, with clang-tidy, the framework's, builds the
# product with Clang (its tests too: make build PRESET=clang), runs the thread tests under
# ThreadSanitizer, and fuzzes for 20 seconds.
# Usage: scripts/test.sh BUILD_DIR PRESET
set -eu
build=$1 preset=$2
cd "$(dirname "$0")/.."
jobs=$(nproc)
step () { printf '\n== %s\n' "$*"; }

step "tests ($preset)"
ctest --test-dir "$build" --output-on-failure -j"$jobs"

if [ "$preset" = release ]; then
  step "track_info_display under load for 20 seconds, both formats, editors open"
  xvfb-run -a "$build/bin/attacca" soak "$build/plugins/Track Info Display.vst3" \
    "$build/plugins/Track Info Display.clap" --seconds 20 --changes-per-second 1000 --threads both
  step "format of the sources"
  make -s check-format
  step "clang-tidy over the framework's sources (everything, and the static analyzer: make tidy)"
  scripts/tidy.sh --quick "$build" src
  step "the product built with Clang, warnings are errors"
  cmake --preset clang -DATTACCA_WARNINGS_AS_ERRORS=ON -DATTACCA_BENCH=OFF -DATTACCA_TESTS=OFF \
    >/dev/null
  cmake --build build-clang -j"$jobs"
  step "the thread tests under ThreadSanitizer"
  cmake --preset tsan -DATTACCA_WARNINGS_AS_ERRORS=ON >/dev/null
  cmake --build build-tsan -j"$jobs" --target attacca_thread_tests
  ctest --test-dir build-tsan --output-on-failure -L threads
  step "fuzzing for 20 seconds (longer: make fuzz SECONDS=600)"
  cmake --preset fuzz -DATTACCA_WARNINGS_AS_ERRORS=ON >/dev/null
  cmake --build --preset fuzz -j"$jobs"
  scripts/fuzz.sh build-fuzz 20
fi
