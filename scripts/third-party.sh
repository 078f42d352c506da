#!/bin/bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT

# What `attacca validate` says about plugins that know nothing of Attacca: Debian's of today, those of
# its next release (in a folder with the libraries that they need, entered by chroot), and small ones
# on Rust frameworks, built here. Nothing of it is installed, and nothing leaves the folder.
#
#   scripts/third-party.sh [--program FILE] [--folder FOLDER] [--patience X] [PATTERN…]
#
# --program   the attacca to use (build/bin/attacca)
# --folder    where everything goes (build/third-party): about 900 MB
# --patience  factor on the time that each check may take (3)
# PATTERN     only plugins whose path has one of these words in it: Nekobi mda nice_gain
#
# Needs apt-get, dpkg-deb, unshare, python3; for the Rust plugins cargo. Results: FOLDER/results/*.json,
# and a table on the standard output (scripts/third_party/summarize.py).

set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
program="$here/build/bin/attacca"
folder="$here/build/third-party"
patience=3
patterns=()
while [ $# -gt 0 ]; do
  case "$1" in
    --program) program="$(realpath "$2")"; shift 2 ;;
    --folder) mkdir -p "$2"; folder="$(realpath "$2")"; shift 2 ;;
    --patience) patience="$2"; shift 2 ;;
    -h|--help) sed -n '5,20s/^# \{0,1\}//p' "$0"; exit 0 ;;
    -*) echo "third-party.sh: unknown option $1; see --help" >&2; exit 2 ;;
    *) patterns+=("$1"); shift ;;
  esac
done
[ -x "$program" ] || { echo "third-party.sh: no program at $program; build it first" >&2; exit 2; }
mkdir -p "$folder"
results="$folder/results"
mkdir -p "$results"

# Debian's next release. The plugins, and what they and our program need: no package is configured, and
# no script of a package is run.
release=trixie
root="$folder/$release"
packages=(zam-plugins dpf-plugins-vst3 dpf-plugins-clap dragonfly-reverb-vst3 dragonfly-reverb-clap
          lsp-plugins-vst3 lsp-plugins-clap vst3sdk-plugins
          base-files bash coreutils xvfb x11-xkb-utils xkb-data fonts-dejavu-core
          libdw1t64 libelf1t64 libnettle8t64 libsndfile1 libsamplerate0 libstdc++6 libx11-6 libcairo2
          libpango-1.0-0 libpangocairo-1.0-0 libxcb1 libxcb-icccm4 libxcb-shm0 libxcb-xkb1)

fetch_release() {
  [ -e "$root/.complete" ] && return
  local apt="$folder/apt"
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$root"
  : > "$apt/status"
  # The mirror that this machine's own apt uses, or the one named by MIRROR=.
  local mirror=${MIRROR-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null |
    grep -E '^https?://[^ ]*debian/?$' | head -1)}
  [ -n "$mirror" ] || { echo "third-party: apt names no mirror of Debian: name one with MIRROR=" >&2; exit 1; }
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" \
    > "$apt/sources.list"
  cat > "$apt/apt.conf" <<END
Dir::State "$apt";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/nonexistent";
Debug::NoLocking "true";
END
  APT_CONFIG="$apt/apt.conf" apt-get update -qq
  APT_CONFIG="$apt/apt.conf" apt-get install -qq -y --download-only --no-install-recommends \
    "${packages[@]}" > /dev/null
  local package
  for package in "$apt"/cache/archives/*.deb; do dpkg-deb -x "$package" "$root"; done
  mkdir -p "$root/attacca"
  # Xvfb has its keyboard compiled by a shell, and no script of a package made the link.
  [ -e "$root/usr/bin/sh" ] || ln -s bash "$root/usr/bin/sh"
  touch "$root/.complete"
}

# In the folder, as root of a user namespace of our own where we are not root.
in_release() {
  local map=()
  [ "$(id -u)" = 0 ] || map=(--map-root-user)
  unshare "${map[@]}" --mount --pid --fork --kill-child bash -c '
    root="$1"; shift
    mount --rbind /dev "$root/dev" && mount -t proc proc "$root/proc" 2>/dev/null ||
      mount --rbind /proc "$root/proc"
    mount -t tmpfs none "$root/tmp"
    mkdir -p "$root/tmp/.X11-unix"
    exec chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/tmp LANG=C.UTF-8 "$@"' \
    in_release "$root" "$@"
}

# LSP's plugins share one file for each format, whose run takes a night: a delay and a gate of them.
lsp_clap=(in.lsp-plug.comp_delay_mono in.lsp-plug.gate_stereo)
lsp_vst3=(647370207661316D202020206A617638 6473702067317320202020207767346F)

# The plugins of one file that are judged: NAME, or NAME#ID for each of some.
chosen() {
  local id
  case "$1" in
    */lsp-plugins.clap) for id in "${lsp_clap[@]}"; do echo "$1#$id"; done ;;
    */lsp-plugins.vst3) for id in "${lsp_vst3[@]}"; do echo "$1#$id"; done ;;
    *) echo "$1" ;;
  esac
}

wanted() {
  [ ${#patterns[@]} -eq 0 ] && return 0
  local pattern
  for pattern in "${patterns[@]}"; do [[ "$1" == *"$pattern"* ]] && return 0; done
  return 1
}

# judge SOURCE PLUGIN COMMAND…: one plugin, one document.
judge() {
  local source="$1" plugin="$2"
  shift 2
  wanted "$plugin" || return 0
  local name
  name="$source-$(basename "$plugin")"
  echo "$name" >&2
  "$@" validate "$plugin" --json --jobs "$(nproc)" --patience "$patience" \
    > "$results/$name.json" 2> "$results/$name.err" || true
}

build_rust() {
  command -v cargo > /dev/null || { echo "third-party.sh: no cargo, so no Rust plugins" >&2; return 0; }
  local target="$folder/rust"
  CARGO_TARGET_DIR="$target" cargo build --quiet --release --examples \
    --manifest-path "$here/scripts/third_party/nice_plug/Cargo.toml"
  CARGO_TARGET_DIR="$target" cargo build --quiet --release \
    --manifest-path "$here/scripts/third_party/clack/Cargo.toml"
  mkdir -p "$folder/rust-plugins"
  local name
  for name in nice_gain nice_midi nice_side_chain; do
    cp "$target/release/examples/lib$name.so" "$folder/rust-plugins/$name.clap"
    mkdir -p "$folder/rust-plugins/$name.vst3/Contents/$(uname -m)-linux"
    cp "$target/release/examples/lib$name.so" \
      "$folder/rust-plugins/$name.vst3/Contents/$(uname -m)-linux/$name.so"
  done
  cp "$target/release/libclack_gain.so" "$folder/rust-plugins/clack_inverter.clap"
}

fetch_release
build_rust
for plugin in /usr/lib/clap/*.clap /usr/lib/vst3/*.vst3; do
  [ -e "$plugin" ] && judge today "$plugin" "$program"
done
for plugin in "$folder"/rust-plugins/*.{clap,vst3}; do
  [ -e "$plugin" ] && judge rust "$plugin" "$program"
done
cp "$program" "$root/attacca/attacca"
for plugin in "$root"/usr/lib/clap/*.clap "$root"/usr/lib/vst3/*.vst3; do
  while read -r choice; do
    judge "$release" "$choice" in_release /attacca/attacca < /dev/null
  done < <(chosen "${plugin#"$root"}")
done
python3 "$here/scripts/third_party/summarize.py" "$results"
