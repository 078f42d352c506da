#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Runs a VST3 plugin in Ardour, headless, while its track is renamed and recoloured, and holds what
# the plugin logged against what Ardour did.
# Usage: ardour.sh BUNDLE_DIR PLUGIN_NAME CHANGES PAUSE_S RELOAD(0|1) OSC(0|1)
# Exit: 0 good, 1 a check failed, 2 usage, 3 Ardour crashed, 4 Ardour hung, 77 Ardour is missing.
set -u
[ $# -eq 6 ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
bundles=$(readlink -f -- "$1") plugin=$2 changes=$3 pause=$4 reload=$5 osc=$6
here=$(cd -- "$(dirname -- "$0")" && pwd)
lib=/usr/lib/ardour7
if [ ! -x $lib/luasession ] || [ ! -x $lib/ardour-vst3-scanner ]; then
  echo "skipped: Ardour is not installed (scripts/install-deps.sh --for hosts)"
  exit 77
fi

work=$(mktemp -d)
host=
cleanup () {
  [ -z "$host" ] || kill -KILL "$host" 2>/dev/null
  rm -rf -- "$work"
}
trap cleanup EXIT

# A home of its own, so that no configuration, cache or blacklist of the user's takes part.
mkdir -p "$work/home" "$work/config/ardour7" "$work/cache"
environment=(env HOME="$work/home" XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache"
  VST3_PATH="$bundles" LC_ALL=C.UTF-8 LD_LIBRARY_PATH="$lib" ARDOUR_DATA_PATH=/usr/share/ardour7
  ARDOUR_CONFIG_PATH=/etc/ardour7 ARDOUR_DLL_PATH="$lib" VAMP_PATH="$lib/vamp"
  ATTACCA_LOG="$work/plugin.log")
if [ "$osc" = 1 ]; then
  # Ardour's OSC surface owns one UDP port: runs wait for each other.
  exec 9>"${TMPDIR:-/tmp}/attacca-ardour-osc.lock"
  flock -w 120 9 || { echo "FAIL another run holds Ardour's OSC port"; exit 1; }
  cat >"$work/config/ardour7/config" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<Ardour><ControlProtocols><Protocol name="Open Sound Control (OSC)" active="1"/></ControlProtocols></Ardour>
XML
fi

# Ardour's session tool reads only the cache that its scanner writes.
for bundle in "$bundles"/*.vst3; do
  [ -e "$bundle" ] || { echo "FAIL no .vst3 bundle in $bundles"; exit 1; }
  "${environment[@]}" timeout 60 $lib/ardour-vst3-scanner -f -q "$bundle" >"$work/scan.log" 2>&1 || {
    echo "FAIL Ardour's scanner refused $bundle"; sed 's/^/  /' "$work/scan.log"; exit 1; }
done
rm -f "$work/plugin.log"

limit=$(awk -v n="$changes" -v p="$pause" 'BEGIN { print int(n * p * 2 + 90) }')
"${environment[@]}" timeout -s KILL "$limit" $lib/luasession "$here/ardour_session.lua" \
  "$work/session" "$plugin" "$changes" "$pause" "$reload" "$osc" \
  </dev/null >"$work/ardour.log" 2>&1 &
host=$!
wait "$host"
code=$?
host=
if [ $code -eq 137 ]; then echo "FAIL Ardour hung for $limit s"; tail -5 "$work/ardour.log"; exit 4; fi
if [ $code -ge 128 ]; then
  echo "FAIL Ardour ended by signal $(kill -l $((code - 128)))"; tail -20 "$work/ardour.log"; exit 3
fi
[ -z "${KEEP_LOGS:-}" ] || cp "$work/ardour.log" "$work/plugin.log" "$KEEP_LOGS/"
python3 "$here/check_log.py" "$work/ardour.log" "$work/plugin.log"
