#!/bin/sh
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# check_with_loom.sh BUILD_FOLDER: the triple buffer, transcribed for Rust's loom, which explores what
# C++'s memory model allows; and whether loom notices when an order is left out. Skipped (77) where
# there is no cargo, or it cannot fetch the crate.

[ $# -eq 1 ] || { sed -n '5,7s/^# \{0,1\}//p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")/loom" && pwd)
command -v cargo >/dev/null || { echo "skipped: there is no cargo (Rust 1.78 or newer)"; exit 77; }
# What fetches is older than the lock file, or has no network: said by cargo.
cargo fetch --quiet --locked --manifest-path "$here/Cargo.toml" ||
  { echo "skipped: cargo cannot fetch the crate loom"; exit 77; }
exec cargo test --release --quiet --locked --manifest-path "$here/Cargo.toml" --target-dir "$1/loom"
