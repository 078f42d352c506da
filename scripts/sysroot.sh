#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Fills build-sysroot/PROCESSOR with the headers and libraries of Debian for another processor: what
# the framework, the program attacca and the tests are linked with there. Its packages are fetched
# with an apt that has lists and a status of its own, and unpacked; nothing is installed, and no root
# is needed. aarch64 is of the Debian of this machine's GCC 12; riscv64 of the next one, the first
# that has it.
# Usage: scripts/sysroot.sh aarch64|riscv64
#   MIRROR=   another mirror than that of this machine's apt
set -eu
usage () { sed -n '5,12s/^# \{0,1\}//p' "$0"; exit 2; }
[ $# -eq 1 ] || usage
case $1 in
  aarch64) suite=bookworm architecture=arm64 ;;
  riscv64) suite=trixie architecture=riscv64 ;;
  *) usage ;;
esac
cd "$(dirname "$0")/.."
root=$PWD/build-sysroot/$1
fail () { echo "sysroot: $*" >&2; exit 1; }

packages='libc6-dev libstdc++6 libexpected-dev rapidjson-dev nlohmann-json3-dev libzstd-dev
  libcairo2-dev libpango1.0-dev libxcb1-dev libtomlplusplus-dev libcli11-dev libsndfile1-dev
  libsamplerate0-dev nettle-dev libdw-dev libelf-dev libx11-dev doctest-dev'
made_of="$suite $(echo $packages)"
if [ "$(cat "$root/made-of" 2>/dev/null || true)" = "$made_of" ]; then exit 0; fi

command -v apt-get >/dev/null || fail "needs Debian's apt-get; or give -DATTACCA_SYSROOT=FOLDER"
# The mirror that this machine's own apt uses, whatever it is.
mirror=${MIRROR-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null |
  grep -E '^https?://[^ ]*debian/?$' | head -1)}
[ -n "$mirror" ] || fail "apt names no mirror of Debian: name one with MIRROR="

# Whole or not at all: what is half there would be found.
work=$root.new
rm -rf "$root" "$work"
mkdir -p "$work/usr/lib" "$work/usr/bin" "$work/usr/sbin"
# As Debian has been since 12, whatever the packages' own idea of it.
ln -s usr/lib "$work/lib"
apt=$work/apt
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/sources.d"
: >"$apt/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$apt/sources.list"
own=(-o "Dir::State=$apt" -o "Dir::State::lists=$apt/lists" -o "Dir::State::status=$apt/status"
  -o "Dir::Cache=$apt" -o "Dir::Cache::archives=$apt/archives" -o "Dir::Etc::sourcelist=$apt/sources.list"
  -o "Dir::Etc::sourceparts=$apt/sources.d" -o "APT::Architecture=$architecture"
  -o "APT::Architectures=$architecture" -o "APT::Sandbox::User=")
echo "sysroot: fetching the libraries of $1 (Debian's $suite, about 100 MB)"
apt-get "${own[@]}" update -qq >"$apt/log" 2>&1 || { cat "$apt/log"; fail "no lists of packages from $mirror"; }
# shellcheck disable=SC2086
apt-get "${own[@]}" install -y -qq --download-only --no-install-recommends $packages >"$apt/log" 2>&1 ||
  { tail -n 20 "$apt/log"; fail "the packages could not be fetched from $mirror"; }
for package in "$apt"/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$package" |
    tar -x -C "$work" --keep-directory-symlink --no-same-owner --wildcards \
      --exclude='./usr/share/doc*' --exclude='./usr/share/man*' --exclude='./usr/share/locale*' \
      --exclude='./etc*' --exclude='./var*' --exclude='./dev*' ||
    fail "$(basename "$package") could not be unpacked"
done
rm -rf "$apt"
# Links that name a place from the root on would lead into this machine's own folders.
find "$work" -type l -lname '/*' | while read -r link; do
  target=$work$(readlink "$link")
  ln -sfn "$(realpath -m --relative-to="$(dirname "$link")" "$target")" "$link"
done
echo "$made_of" >"$work/made-of"
mv "$work" "$root"
echo "sysroot: $root is there"
