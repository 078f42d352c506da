#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Measures our gain beside the same gain made with other frameworks that a package registry serves
# (nice-plug, from Rust's: needs cargo 1.88 or newer) and by hand on the bare interfaces: one host,
# one run, taking turns.
# Usage: scripts/bench-peers.sh BUILD_DIR
set -eu
[ $# -eq 1 ] || { sed -n '5,9s/^# \{0,1\}//p' "$0"; exit 2; }
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
bench=$build/bin/peer_bench
[ -x "$bench" ] || { echo "bench-peers: there is no $bench: make bench builds it" >&2; exit 1; }
plugins=$build/plugins raw=$build/bench/wrappers/plugins peers=$build/bench/peers
architecture=$(uname -m)

subjects=(
  "Attacca CLAP=$plugins/Attacca Gain.clap" "Attacca VST3=$plugins/Attacca Gain.vst3"
  "by hand CLAP=$raw/raw_gain.clap" "by hand VST3=$raw/raw_gain.vst3"
  "host CLAP=$raw/raw_silent.clap" "host VST3=$raw/raw_silent.vst3")
if command -v cargo >/dev/null && cargo build --release --quiet \
    --manifest-path bench/peers/nice_plug_gain/Cargo.toml --target-dir "$peers/cargo"; then
  library=$peers/cargo/release/libnice_plug_gain.so
  bundle=$peers/nice_plug_gain.vst3/Contents/$architecture-linux
  mkdir -p "$bundle"
  cp "$library" "$bundle/nice_plug_gain.so"
  cp "$library" "$peers/nice_plug_gain.clap"
  subjects+=("nice-plug 0.4.2 CLAP=$peers/nice_plug_gain.clap"
             "nice-plug 0.4.2 VST3=$peers/nice_plug_gain.vst3")
else
  echo "bench-peers: without nice-plug: cargo is missing or cannot build it" >&2
fi
exec "$bench" "${subjects[@]}"
