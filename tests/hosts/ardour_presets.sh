#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The presets of a VST3 plugin in Ardour's own menu, headless: those in the binary, by its program
# list, and one of the user's in ~/.vst3/presets. Each is loaded while audio rolls.
# Usage: ardour_presets.sh BUNDLE_DIR ATTACCA PRESET.json
# Exit: 0 good, 1 a check failed, 2 usage, 77 Ardour is missing.
set -u
[ $# -eq 3 ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
bundles=$(readlink -f -- "$1") attacca=$(readlink -f -- "$2") preset=$(readlink -f -- "$3")
here=$(cd -- "$(dirname -- "$0")" && pwd)
name="Attacca Preset Player"
lib=/usr/lib/ardour7
if [ ! -x $lib/luasession ] || [ ! -x $lib/ardour-vst3-scanner ]; then
  echo "skipped: Ardour is not installed (scripts/install-deps.sh --for hosts)"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
mkdir -p "$work/home" "$work/config/ardour7" "$work/cache" "$work/bundles"
ln -s "$bundles/$name.vst3" "$work/bundles/"
own="$work/home/.vst3/presets/Attacca/$name"
mkdir -p "$own"
"$attacca" preset convert "$preset" "$own/リズム.vstpreset" --plugin "$bundles/$name.vst3" >/dev/null ||
  { echo "FAIL the preset was not converted"; exit 1; }
environment=(env HOME="$work/home" XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache"
  VST3_PATH="$work/bundles" LC_ALL=C.UTF-8 LD_LIBRARY_PATH="$lib" ARDOUR_DATA_PATH=/usr/share/ardour7
  ARDOUR_CONFIG_PATH=/etc/ardour7 ARDOUR_DLL_PATH="$lib" VAMP_PATH="$lib/vamp")
"${environment[@]}" timeout 60 $lib/ardour-vst3-scanner -f -q "$work/bundles/$name.vst3" >"$work/scan.log" 2>&1 || {
  echo "FAIL Ardour's scanner refused the plugin"; sed 's/^/  /' "$work/scan.log"; exit 1; }
"${environment[@]}" timeout -s KILL 60 $lib/luasession "$here/ardour_presets.lua" "$work/session" \
  "$name" Init "Half Time" Stutter Tresillo リズム </dev/null >"$work/ardour.log" 2>&1
lines=$(grep -E '^(PRESET|FAIL|DONE)' "$work/ardour.log")
printf '%s\n' "$lines"
status=0
expect () { # a line that must be there
  printf '%s\n' "$lines" | grep -qE "$1" || { echo "FAIL there is no line $1"; status=1; }
}
expect '^DONE'
for label in Init 'Half Time' Stutter Tresillo; do expect "^PRESET	$label	"; done
expect '^PRESET	Tresillo	[a-z]+	8.000	1.000'
expect '^PRESET	リズム	true	8.000	1.000'
[ $status -eq 0 ] || tail -5 "$work/ardour.log"
exit $status
