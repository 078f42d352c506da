#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Reads the same OSC packets with our reader and with python-osc, npm's osc and Rust's rosc, and says
# where they differ. Needs python3-venv, npm and cargo, and what these fetch.
# Usage: tests/osc/compare_peers.sh BUILD_DIR [PACKETS]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
packets=${2:-20000}
work=$build/osc-peers
mkdir -p "$work"
cmake --build "$build" --target osc_dump >/dev/null
program=$(find "$build" -name osc_dump -type f -perm -u+x | head -1)
[ -d "$work/venv" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet python-osc
(cd "$work" && [ -d node_modules/osc ] || { cd "$work" && npm init -y >/dev/null && npm install --silent --no-optional osc >/dev/null; })
CARGO_TARGET_DIR=$work/rosc cargo build --release --quiet --manifest-path "$here/peers/rosc/Cargo.toml"
NODE_PATH=$work/node_modules python3 "$here/peers/compare.py" "$packets" "$here/../../fuzz/corpus/osc_packet" \
  "attacca=$program" \
  "python-osc=$work/venv/bin/python $here/peers/python_osc.py" \
  "npm osc=node $here/peers/npm_osc.js" \
  "rosc=$work/rosc/release/rosc_dump"
