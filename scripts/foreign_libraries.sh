#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Fills build-sysroot/SYSTEM with the libraries that the program attacca is linked with and that Debian
# has no package of for other systems: libsamplerate and libsndfile (WAV, AIFF and other formats that
# need no library of their own), static. Their sources are Debian's own, fetched with an apt that has
# lists of its own; nothing is installed, and no root is needed.
# Usage: scripts/foreign_libraries.sh windows-x64|macos-arm64|macos-x86_64
#   MIRROR=   another mirror than that of this machine's apt
#   JOBS=     how many compilers at a time
set -eu
cd "$(dirname "$0")/.."
suite=bookworm
system=${1-}
root=$PWD/build-sysroot/$system
jobs=${JOBS:-$(nproc)}
fail () { echo "foreign_libraries: $*" >&2; exit 1; }
case $#$system in
  1windows-x64) compiler=x86_64-w64-mingw32-gcc-posix; install_with=windows ;;
  1macos-arm64 | 1macos-x86_64) compiler=ld64.lld-19; install_with=macos ;;
  *) sed -n '5,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

packages='libsamplerate libsndfile'
made_of="$suite $packages 1"
if [ "$(cat "$root/made-of" 2>/dev/null || true)" = "$made_of" ]; then exit 0; fi

for program in apt-get dpkg-source cmake "$compiler"; do
  command -v "$program" >/dev/null || fail "needs $program: scripts/install-deps.sh --for $install_with"
done
# The mirror that this machine's own apt uses, whatever it is.
mirror=${MIRROR-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null |
  grep -E '^https?://[^ ]*debian/?$' | head -1)}
[ -n "$mirror" ] || fail "apt names no mirror of Debian: name one with MIRROR="

# Whole or not at all: what is half there would be found.
work=$root.new
rm -rf "$root" "$work"
apt=$work/apt
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/sources.d" "$work/sources"
: >"$apt/status"
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$apt/sources.list"
own=(-o "Dir::State=$apt" -o "Dir::State::lists=$apt/lists" -o "Dir::State::status=$apt/status"
  -o "Dir::Cache=$apt" -o "Dir::Cache::archives=$apt/archives" -o "Dir::Etc::sourcelist=$apt/sources.list"
  -o "Dir::Etc::sourceparts=$apt/sources.d" -o "APT::Sandbox::User=")
echo "foreign_libraries: fetching the sources of $packages (Debian's $suite)"
apt-get "${own[@]}" update -qq >"$apt/log" 2>&1 || { cat "$apt/log"; fail "no lists of sources from $mirror"; }
# shellcheck disable=SC2086
(cd "$work/sources" && apt-get "${own[@]}" source -qq $packages) >"$apt/log" 2>&1 ||
  { tail -n 20 "$apt/log"; fail "the sources could not be fetched from $mirror"; }

build () { # FOLDER OPTION…
  local name=$1; shift
  local from
  from=$(find "$work/sources" -mindepth 1 -maxdepth 1 -type d -name "$name-*")
  [ -d "$from" ] || fail "there are no sources of $name"
  echo "foreign_libraries: building $name"
  {
    cmake -S "$from" -B "$work/build-$name" -G Ninja -DCMAKE_BUILD_TYPE=Release \
      -DCMAKE_TOOLCHAIN_FILE="$PWD/cmake/toolchains/$system.cmake" \
      -DCMAKE_INSTALL_PREFIX="$work" -DCMAKE_INSTALL_LIBDIR=lib \
      -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTING=OFF "$@" &&
      cmake --build "$work/build-$name" -j"$jobs" && cmake --install "$work/build-$name"
  } >"$work/$name.log" 2>&1 || { tail -n 20 "$work/$name.log"; fail "$name could not be built"; }
}
build libsamplerate -DLIBSAMPLERATE_EXAMPLES=OFF
build libsndfile -DBUILD_PROGRAMS=OFF -DBUILD_EXAMPLES=OFF -DENABLE_EXTERNAL_LIBS=OFF -DENABLE_MPEG=OFF \
  -DENABLE_CPACK=OFF -DINSTALL_MANPAGES=OFF

# The folder gets another name at the end: pkg-config files say where they lie themselves.
for file in "$work"/lib/pkgconfig/*.pc; do
  sed -i -e 's|^prefix=.*|prefix=${pcfiledir}/../..|' -e "s|$work|\${prefix}|g" "$file"
done
rm -rf "$apt" "$work/sources" "$work"/build-* "$work"/*.log
echo "$made_of" >"$work/made-of"
mv "$work" "$root"
echo "foreign_libraries: $root is there"
