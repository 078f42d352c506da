#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Installs the Debian packages that Attacca needs and that are missing. Run it as often as you like.
# Usage: scripts/install-deps.sh [--with-hosts] [--check]
#   --with-hosts  also the real hosts that `make test-hosts` drives (Ardour, Qtractor, JACK)
#   --check       only say what is missing; exit 1 if anything is
set -eu

build=(
  g++ cmake ninja-build make pkg-config ccache git python3
  libexpected-dev rapidjson-dev nlohmann-json3-dev libtomlplusplus-dev libcli11-dev doctest-dev libbenchmark-dev
  libsndfile1-dev libsamplerate0-dev nettle-dev libdw-dev libelf-dev
  libx11-dev libxcb1-dev libcairo2-dev libpango1.0-dev
)
# compilers and checkers of the tests, allocators to run under, other people's plugins, a display without a screen, scripts
# and fonts of the screenshots
tests=(
  clang-19 clang-format-19 clang-tidy-19 libclang-rt-19-dev g++-mingw-w64-x86-64-posix spin
  libjemalloc2 libtcmalloc-minimal4 libmimalloc2.0
  zam-plugins alsa-utils xvfb xauth fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
)
hosts=(ardour qtractor jackd2 gcc libc6-dev)

wanted=("${build[@]}" "${tests[@]}")
check=0
for argument in "$@"; do
  case $argument in
    --with-hosts) wanted+=("${hosts[@]}") ;;
    --check) check=1 ;;
    *) sed -n '5,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done

if ! command -v dpkg-query >/dev/null; then
  echo "install-deps: this is not a Debian system; install by hand what corresponds to: ${wanted[*]}" >&2
  exit 1
fi

missing=()
for package in "${wanted[@]}"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "install-deps: everything is there (${#wanted[@]} packages)"
  exit 0
fi
echo "install-deps: missing: ${missing[*]}"
[ $check -eq 0 ] || exit 1

sudo=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "install-deps: needs root; run as root: apt-get install ${missing[*]}" >&2; exit 1; }
  sudo=sudo
fi
echo "install-deps: installing ${#missing[@]} packages"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -q
$sudo apt-get install -y -q --no-install-recommends "${missing[@]}"
echo "install-deps: done"
