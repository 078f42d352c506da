#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Makes the Debian packages attacca, libattacca-dev, attacca-plugins and parlando of a finished build, in
# BUILD_DIR/packages, and has lintian look at them.
# Usage: scripts/packages.sh BUILD_DIR
set -eu
[ $# -eq 1 ] && [ -f "$1/CPackConfig.cmake" ] || { sed -n '5,7s/^# \{0,1\}//p' "$0"; exit 2; }
build=$1
rm -rf "$build/packages"
(cd "$build" && cpack >packages.log 2>&1) || { tail -n 20 "$build/packages.log"; exit 1; }
rm -rf "$build/packages/_CPack_Packages"
ls -sh1 "$build"/packages/*.deb
if command -v lintian >/dev/null; then
  lintian --fail-on error,warning --info --tag-display-limit 0 --allow-root "$build"/packages/*.deb
  echo "packages: lintian finds no error and no warning but what lintian-overrides explain"
else
  echo "packages: lintian was not run: install it" >&2
fi
