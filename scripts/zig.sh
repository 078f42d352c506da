#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Fetches the compiler for macOS or Windows into build-zig/, or into a folder of yours that -DATTACCA_ZIG
# names then: Zig's C++ compiler out of the Python registry, with headers and link stubs of the systems'
# C libraries, and the C++ runtime that it builds for each processor (for Windows some minutes).
# Usage: scripts/zig.sh macos|windows [FOLDER]
set -eu
version=0.15.2
case ${1-} in macos | windows) system=$1 ;; *) sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2 ;; esac
place=$(realpath -m -- "${2:-$(dirname "$0")/../build-zig}")
zig=$place/ziglang/zig

if [ "$("$zig" version 2>/dev/null || true)" != "$version" ]; then
  mkdir -p "$place" 2>/dev/null && [ -w "$place" ] ||
    { echo "zig: cannot write into $place: give scripts/zig.sh a folder of yours"; exit 1; }
  rm -rf "$place/ziglang" "$place"/ziglang-*.dist-info "$place"/*-macos "$place"/*-windows
  python3 -m pip install --quiet --no-deps --disable-pip-version-check --root-user-action=ignore \
    --target "$place" "ziglang==$version" >"$place/pip.log" 2>&1 ||
    { cat "$place/pip.log"; echo "zig: cannot fetch ziglang $version"; exit 1; }
fi

# Archives come of linking something, and lie in folders of the cache then.
# runtime PROCESSOR: whole or not at all.
runtime () {
  local folder=$place/$1-$system cache=$place/cache-$1
  [ ! -e "$folder" ] || return 0
  rm -rf "$cache" "$folder.new"
  mkdir -p "$cache" "$folder.new"
  echo 'int main() { throw 1; }' >"$cache/probe.cpp"
  "$system" "$1" "$cache" "$folder.new"
  rm -rf "$cache"
  mv "$folder.new" "$folder"
}
macos () {
  local name
  ZIG_GLOBAL_CACHE_DIR=$2 "$zig" c++ -target "$1-macos.11.0" -Os "$2/probe.cpp" -o "$2/probe"
  for name in libc++.a libc++abi.a libcompiler_rt.a; do
    cp "$(find "$2/o" -name "$name" | head -n 1)" "$3/$name"
  done
}
# A program and a library, which begin differently, with all of Windows's libraries that plugins and
# CMake name.
windows () {
  local libraries='-lkernel32 -luser32 -lgdi32 -lwinspool -lshell32 -lole32 -loleaut32 -luuid -lcomdlg32 -ladvapi32
    -lbcrypt -lpsapi -lws2_32'
  local kind file sources=$place/ziglang/lib/libcxx
  echo "zig: building the C++ runtime for Windows on $1"
  for kind in '' -shared; do
    # shellcheck disable=SC2086 # each of its words
    ZIG_GLOBAL_CACHE_DIR=$2 ZIG_VERBOSE_LINK=1 "$zig" c++ -target "$1-windows-gnu" -Os -s $kind "$2/probe.cpp" \
      -o "$2/probe${kind:+.dll}" $libraries 2>"$2/link" || { cat "$2/link"; return 1; }
    tr ' ' '\n' <"$2/link" | grep -E '/o/[0-9a-f]+/[^/]+[.](lib|obj)$' | grep -v '/probe[.]obj$' |
      while read -r file; do cp "$file" "$3/"; done
  done
  # Zig's linker would take a file of these whole, with tables of 140 kB: once more, by functions.
  mkdir "$3/numbers"
  for file in charconv ryu/d2fixed ryu/d2s ryu/f2s; do
    ZIG_GLOBAL_CACHE_DIR=$2 "$zig" c++ -target "$1-windows-gnu" -std=c++23 -Os -ffunction-sections -fdata-sections \
      -faddrsig -fvisibility=hidden -D_LIBCPP_BUILDING_LIBRARY -DLIBC_NAMESPACE=__llvm_libc_common_utils \
      -I"$sources/src" -I"$sources/src/include" -I"$sources/libc" -c "$sources/src/$file.cpp" \
      -o "$3/numbers/${file##*/}.obj"
  done
}
runtime aarch64
runtime x86_64
