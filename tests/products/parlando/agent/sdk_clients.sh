#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# `parlando mcp` called by the official clients of the protocol: Python's and TypeScript's, in both
# eras. They come from their package registries into a temporary folder; four musicians in Python play.
# Usage: tests/products/parlando/agent/sdk_clients.sh BUILD_DIR      needs python3-venv and npm
set -eu
[ $# -eq 1 ] || { sed -n '5,7s/^# \{0,1\}//p' "$0"; exit 2; }
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
musicians=
trap '[ -z "$musicians" ] || kill "$musicians"; rm -rf "$work"' EXIT
cd "$work"

# Ports and folders of its own: a conductor may run on this machine.
mkdir -m 700 run
export XDG_RUNTIME_DIR=$work/run XDG_STATE_HOME=$work/state XDG_DATA_HOME=$work/data
port=$(python3 "$here/four_musicians.py" --ports)
export PARLANDO_CONDUCTOR=127.0.0.1:${port% *} PARLANDO_TRANSPORT=127.0.0.1:${port#* }
unset PARLANDO_KEY
python3 "$here/four_musicians.py" "${port% *}" &
musicians=$!

echo "== Python"
python3 -m venv python
python/bin/pip -q install mcp
python/bin/pip list 2>/dev/null | grep '^mcp '
python/bin/python "$here/sdk_client.py" "$build/bin/parlando"

echo "== TypeScript"
npm init -y >/dev/null
npm install --silent @modelcontextprotocol/client @modelcontextprotocol/sdk >/dev/null
npm ls --depth 0 | grep modelcontextprotocol
cp "$here/sdk_client.mjs" "$here/sdk_client_1.mjs" .
node sdk_client.mjs "$build/bin/parlando"
node sdk_client_1.mjs "$build/bin/parlando"
echo "sdk_clients: all calls were answered as they should be"
