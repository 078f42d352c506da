#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The presets of a VST3 plugin in Ardour's own menu, headless: those in the binary, by its program
# list, and one of the user's in ~/.vst3/presets. Each is loaded while audio rolls, and each changes
# what the one before has set.
# Usage: ardour_presets.sh BUNDLE_DIR ATTACCA HALF_TIME.json
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
# Name, Rate, Depth: as the plugin's files and its defaults have them.
presets=("Half Time" 4 0.7 Stutter 24 1 Init 8 1 "Half Time" 4 0.7 Tresillo 8 1 リズム 4 0.7)
"${environment[@]}" timeout -s KILL 180 $lib/luasession "$here/ardour_presets.lua" "$work/session" \
  "$name" "${presets[@]}" </dev/null >"$work/ardour.log" 2>&1
lines=$(grep -E '^(PRESET|FAIL|DONE)' "$work/ardour.log")
printf '%s\n' "$lines"
status=0
expected=
for ((i = 0; i < ${#presets[@]}; i += 3)); do
  whose=false
  [ "${presets[i]}" = リズム ] && whose=true
  printf -v line 'PRESET\t%s\t%s\t%.3f\t%.3f\n' "${presets[i]}" $whose "${presets[i + 1]}" "${presets[i + 2]}"
  expected+=$line
done
expected+=DONE
if [ "$lines" != "$expected" ]; then
  printf 'FAIL there should be\n%s\n' "$expected"
  tail -5 "$work/ardour.log"
  status=1
fi
exit $status
