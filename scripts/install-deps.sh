#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Installs the Debian packages that are missing for what is to be done, as root or with sudo. Run it
# as often as you like: it asks nobody when everything is there.
# Usage: scripts/install-deps.sh [--for plugin|demo|test|check|docs|packages|hosts|windows|windows-zig|macos|arm]… [--check] [--list]
#   --for    plugin: your own plugins, with editors, and the program attacca
#            demo: make demo        test: make test (the default)
#            check: make check      hosts: make test-hosts
#            docs: make docs        packages: make packages
#            windows: make windows, make check-windows
#            windows-zig: make windows-zig, make windows-arm64
#            macos: make macos, make check-macos
#            arm: make check-arm
#   --check  only say what is missing; exit 1 if anything is
#   --list   print each package and what it is for
set -eu

# need | package | what for | what can be done without it
table='
plugin|g++|the compiler|nothing is built
plugin|cmake|configures the build|nothing is built
plugin|ninja-build|runs the build|configure with another generator: cmake -B build
plugin|pkg-config|finds the libraries|nothing is built
plugin|libexpected-dev|errors as values (tl::expected)|nothing is built
plugin|rapidjson-dev|states of plugins|nothing is built
plugin|nlohmann-json3-dev|moduleinfo.json of bundles, reports|nothing is built
test|libzstd-dev|plugins whose states are compressed|all other plugins
editor|libcairo2-dev|drawing in editors|plugins without editors
editor|libpango1.0-dev|text in editors|plugins without editors
editor|libxcb1-dev|windows of editors|plugins without editors
tools|libtomlplusplus-dev|host profiles|plugins, without the program attacca
tools|libcli11-dev|options of the program attacca|plugins, without the program attacca
tools|libsndfile1-dev|recordings read and written|plugins, without the program attacca
tools|libsamplerate0-dev|recordings at another rate|plugins, without the program attacca
tools|nettle-dev|SHA-256 of installed files|plugins, without the program attacca
tools|libdw-dev|names of functions and lines in backtraces|plugins, without the program attacca
tools|libelf-dev|the same|plugins, without the program attacca
tools|libx11-dev|editors in the host|plugins, without the program attacca
tools|libwebsockets-dev|the page of the program parlando|parlando without its page
tools|libjack-jackd2-dev|sound for programs of their own|programs that play to nobody
tools|librtaudio-dev|ALSA and PulseAudio for programs of their own|programs that play to JACK
tools|librtmidi-dev|MIDI beside ALSA and PulseAudio|the same
demo|make|make demo|call scripts/demo.sh by hand
demo|python3|the table that the demo ends with|everything but the demo and two tests
demo|alsa-utils|the recording that is played|attacca run with a WAV file of your own
demo|xvfb|a display without a screen|everything but editors and their tests
demo|fonts-noto-core|track names in any script|the demo, with boxes for letters
demo|fonts-noto-cjk|track names in any script|the demo, with boxes for letters
demo|fonts-noto-color-emoji|track names in any script|the demo, with boxes for letters
test|ccache|the second build in seconds|everything, slower
test|git|the revision in the build identity|everything, with the revision "unknown"
test|doctest-dev|the tests|make demo
test|xauth|tests with a display|the tests without editors
test|zam-plugins|plugins that nobody here wrote|all other tests; these are skipped
test|g++-mingw-w64-x86-64-posix|the layout of the interfaces for Windows|all other tests; these are skipped
test|jackd2|a sound server without a sound card|all other tests; these are skipped
test|pulseaudio|another one|the same
test|pulseaudio-utils|to play to it and to record it|the same
test|chromium|the page in a browser|all other tests; this one is skipped
test|spin|a second model of a hand-over|all other tests; this one is skipped
test|libbenchmark-dev|make bench|everything but make bench
test|python3-numpy|what the examples sound like, worked out another way|all other tests; these are skipped
test|python3-scipy|the same|all other tests; these are skipped
test|socat|a conductor asked from the shell|all other tests; one command of the documentation is not run
test|gdb|a backtrace that the documentation shows|all other tests; this one command is not run
test|libjemalloc2|allocators to run under|all other tests; these are skipped
test|libtcmalloc-minimal4|the same|all other tests; these are skipped
test|libmimalloc2.0|the same|all other tests; these are skipped
check|clang-19|the build with Clang, fuzzing|make test
check|clang-format-19|the format of the sources|make test
check|clang-tidy-19|static checks|make test
check|libclang-rt-19-dev|fuzzing, sanitizers|make test
windows|g++-mingw-w64-x86-64-posix|the compiler for Windows|nothing for Windows is built
windows|binutils-mingw-w64-x86-64|a look at what was built|the same
windows|doctest-dev|the tests for Windows|scripts/windows.sh -DATTACCA_TESTS=OFF
windows|python3|the same|the same
windows|libcli11-dev|options of attacca.exe|plugins, without attacca.exe
windows|libtomlplusplus-dev|host profiles|the same
windows|dpkg-dev|sources of what Debian has no package of for Windows|the same
windows|wine64|programs for Windows, run here|make windows, without make check-windows
windows|wine|the same|the same
windows|xvfb|a screen without a monitor, for editors|the tests of editors on Windows
windows|libgl1-mesa-dri|what Wine draws with|the same
windows|libgl1|the same|the same
windows|maven|Python for Windows, for hosts that nobody here wrote|the other checks of make check-windows
windows|python3-pip|these hosts|the same
zig|lld-19|the linker for macOS, and for Windows on ARM|nothing for macOS and Windows on ARM is built
zig|python3-pip|the compiler for both|the same
zig|python3|the same|the same
zig|nettle-dev|signatures of bundles|the same
arm|g++-aarch64-linux-gnu|plugins for ARM, and what it makes of memory orders|everything for this processor
arm|qemu-user|tests of another processor|everything for this processor
binfmt|qemu-user-binfmt|tests there that start programs|all other tests there
riscv|g++-riscv64-linux-gnu|plugins for RISC-V|everything for this processor
hosts|ardour|the plugins in Ardour|all other hosts
hosts|qtractor|the plugins in Qtractor|all other hosts
hosts|xvfb|a screen without a monitor|the hosts without editors
hosts|openbox|windows of hosts on it|the same
hosts|xdotool|hands and keys for them|the same
hosts|x11-utils|where windows are|the same
hosts|xsettingsd|what JUCE asks a desktop for|editors in pedalboard
docs|python3-sphinx|the book|everything else
docs|python3-myst-parser|its pages|everything else
docs|furo|how it looks|everything else
docs|doxygen|the reference of the public headers|everything else
packages|dpkg-dev|make packages|everything else
packages|lintian|a look at the packages|make packages, without it
hosts|gcc|a library that stands in for ALSA|nothing of make test-hosts
hosts|libc6-dev|the same|nothing of make test-hosts
'
usage () { sed -n '5,17s/^# \{0,1\}//p' "$0"; exit 2; }

wanted=" "
want () { wanted="$wanted$* "; }
check=0 list=0
while [ $# -gt 0 ]; do
  case $1 in
    --for)
      case ${2-} in
        plugin) want plugin editor tools ;;
        demo) want plugin editor tools demo ;;
        test) want plugin editor tools demo test ;;
        check) want plugin editor tools demo test check docs arm zig ;;
        arm) want plugin editor tools arm riscv binfmt ;;
        docs) want docs ;;
        windows) want plugin windows ;;
        macos|windows-zig) want plugin zig ;;
        packages) want plugin editor tools packages ;;
        hosts) want plugin editor tools demo test hosts ;;
        *) usage ;;
      esac
      shift ;;
    --check) check=1 ;;
    --list) list=1 ;;
    *) usage ;;
  esac
  shift
done
[ "$wanted" != " " ] || want plugin editor tools demo test

packages=()
while IFS='|' read -r need package for without; do
  [ -n "$need" ] || continue
  case $wanted in *" $need "*) packages+=("$package") ;; esac
  [ $list -eq 0 ] || printf '%-7s %-28s %s\n' "$need" "$package" "$for"
done <<<"$table"
[ $list -eq 0 ] || exit 0

# what PACKAGE…: one line for each, what it is for and what can be done without it.
explain () {
  local package
  for package in "$@"; do
    awk -F'|' -v package="$package" '$2 == package {
      printf "  %-28s for %s; without it: %s\n", $2, $3, $4 }' <<<"$table"
  done
}

if ! command -v dpkg-query >/dev/null; then
  echo "install-deps: this is not a Debian system; install by hand what corresponds to:" >&2
  explain "${packages[@]}" >&2
  exit 1
fi

is_installed () { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]; }
missing=()
for package in "${packages[@]}"; do is_installed "$package" || missing+=("$package"); done
if [ ${#missing[@]} -eq 0 ]; then
  echo "install-deps: everything is there (${#packages[@]} packages)"
  exit 0
fi
if [ $check -ne 0 ]; then
  echo "install-deps: missing:"
  explain "${missing[@]}"
  exit 1
fi

sudo=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "install-deps: missing, and this user may not install (no root, no sudo):" >&2
    explain "${missing[@]}" >&2
    echo "install-deps: have root run:  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  sudo=sudo
fi
echo "install-deps: installing ${#missing[@]} packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
# An interrupted run may have left packages unpacked.
$sudo dpkg --configure -a >/dev/null || true
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Nothing is taken away for it (one that runs foreign programs has rivals that somebody may use).
# Several hundred lines on a bare machine; shown when something goes wrong.
install () { $sudo apt-get install -y -q --no-remove -o Dpkg::Use-Pty=0 --no-install-recommends "$@" >"$log" 2>&1 || { tail -n 20 "$log"; false; }; }
$sudo apt-get update -qq || echo "install-deps: the lists of packages are not new: apt-get update failed" >&2
if ! install "${missing[@]}"; then
  # One that is not to be had must not keep the others away.
  for package in "${missing[@]}"; do is_installed "$package" || install "$package" || true; done
fi
failed=()
for package in "${missing[@]}"; do is_installed "$package" || failed+=("$package"); done
if [ ${#failed[@]} -gt 0 ]; then
  echo "install-deps: could not be installed (apt-get says why above):" >&2
  explain "${failed[@]}" >&2
  # Without these the build cannot begin; the rest is said when it is missed.
  for package in "${failed[@]}"; do
    case $(explain "$package") in *"nothing is built"*) exit 1 ;; esac
  done
fi
echo "install-deps: done"
