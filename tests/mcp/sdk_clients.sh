#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# `attacca mcp` called by the official clients of the protocol: Python's and TypeScript's, in both
# eras. They come from their package registries into a temporary folder.
# Usage: tests/mcp/sdk_clients.sh BUILD_DIR      needs python3-venv and npm
set -eu
[ $# -eq 1 ] || { sed -n '5,7s/^# \{0,1\}//p' "$0"; exit 2; }
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo "== Python"
python3 -m venv python
python/bin/pip -q install mcp
python/bin/pip list 2>/dev/null | grep '^mcp '
python/bin/python "$here/sdk_client.py" "$build/bin/attacca" "$build"

echo "== TypeScript"
npm init -y >/dev/null
npm install --silent @modelcontextprotocol/client @modelcontextprotocol/sdk >/dev/null
npm ls --depth 0 | grep modelcontextprotocol
cp "$here/sdk_client.mjs" "$here/sdk_client_1.mjs" .
node sdk_client.mjs "$build/bin/attacca" "$build"
node sdk_client_1.mjs "$build/bin/attacca" "$build"
echo "sdk_clients: all calls were answered as they should be"
