#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The reader of MIDI files beside mido (Python) and midly (Rust), on files that are made for it, plain
# and malformed, and on those of further folders. A difference that compare_peers.py cannot explain
# fails. The two come from their package registries into BUILD_DIR/peers.
# Usage: tests/midi_file/compare_peers.sh BUILD_DIR [FOLDER…]      needs python3-venv and cargo
set -eu
[ $# -ge 1 ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
build=$(cd "$1" && pwd)
shift
here=$(cd "$(dirname "$0")" && pwd)
peers=$build/peers
mkdir -p "$peers"
command -v cargo >/dev/null || { echo "skipped: there is no cargo (Rust)"; exit 77; }
"$peers/python/bin/python" -c 'import mido' 2>/dev/null || {
  python3 -m venv "$peers/python"
  "$peers/python/bin/pip" --quiet --disable-pip-version-check install 'mido==1.3.3'
}
cargo build --release --quiet --manifest-path "$here/midly_dump/Cargo.toml" --target-dir "$peers/midly"
"$peers/python/bin/python" "$here/compare_peers.py" "$build/bin/midi_file_dump" \
  "$peers/midly/release/midly_dump" "$@"
