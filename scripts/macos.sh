#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Builds the plugins and the program attacca for macOS, for arm64 and x86-64, and leaves universal
# bundles in build-macos/plugins, the universal program build-macos/attacca, and a zip of all. Nothing of
# it is run: no macOS is here.
# Usage: scripts/macos.sh [--gain] [-D…]        what is given goes to CMake
#   --gain   that plugin alone, in build-macos-gain/plugins: what make check does
set -eu
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)}
what=all place=build-macos
if [ "${1-}" = --gain ]; then what=gain place=build-macos-gain; shift; fi

scripts/zig.sh macos
# The bundles are made by a program of this machine's, which needs less than all else that build/ has.
scripts/configure.sh packer
cmake --build build-packer -j"$jobs" --target attacca_packer
for processor in arm64 x86_64; do
  [ $what = gain ] || scripts/foreign_libraries.sh "macos-$processor" ||
    echo "macos: goes on without them: attacca has no host, the plugins have all" >&2
  scripts/configure.sh "macos-$processor" "$@"
  cmake --build "build-macos-$processor" -j"$jobs" --target $what
done

out=$place/plugins
rm -rf $place
mkdir -p "$out"
for record in build-macos-arm64/plugins/manifest.d/*.json; do
  target=$(basename "$record" .json)
  [ $what = all ] || [ "$target" = $what ] || continue
  name=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["name"])' "$record")
  build-packer/bin/attacca_packer "build-macos-arm64/lib/$target.so" "build-macos-x86_64/lib/$target.so" \
    --name "$name" --out "$out" --format all >/dev/null
done
if [ $what = gain ]; then echo "macos: $out has the gain"; exit; fi
build-packer/bin/attacca_packer --join build-macos-arm64/bin/attacca build-macos-x86_64/bin/attacca \
  --out build-macos/attacca
version=$(sed -n 's/^project(attacca VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
zip=build-macos/attacca-plugins-$version-macos.zip
# With the permissions of programs, which a zip of CMake's keeps.
(cd "$out" && cp ../attacca . && cmake -E tar cf "../${zip#build-macos/}" --format=zip -- attacca *.vst3 *.clap &&
  rm attacca)
echo "macos: $out, build-macos/attacca and $zip ($(stat -c %s "$zip") bytes)"
