#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Parlando in Ardour, headless: a musician before a synth on a MIDI track, found and played by the
# conductor while the transport rolls, and renamed meanwhile.
# Usage: ardour_parlando.sh BUILD_DIR FILE.mid
# Exit: 0 good, 1 a check failed, 2 usage, 77 Ardour is missing.
set -u
[ $# -eq 2 ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
build=$(readlink -f -- "$1") file=$(readlink -f -- "$2")
here=$(cd -- "$(dirname -- "$0")" && pwd)
lib=/usr/lib/ardour7
parlando=$build/bin/parlando
if [ ! -x $lib/luasession ] || [ ! -x $lib/ardour-vst3-scanner ]; then
  echo "skipped: Ardour is not installed (scripts/install-deps.sh --for hosts)"
  exit 77
fi
[ -x "$parlando" ] || { echo "FAIL there is no $parlando"; exit 1; }

work=$(mktemp -d)
children=
cleanup () {
  for child in $children; do kill -KILL "$child" 2>/dev/null; done
  rm -rf -- "$work"
}
trap cleanup EXIT
fail () { echo "FAIL $*"; tail -5 "$work/ardour.log" | sed 's/^/  /'; exit 1; }

mkdir -p "$work/home" "$work/config/ardour7" "$work/cache" "$work/plugins" "$work/state"
mkdir -m 700 "$work/run"
for name in "Parlando Musician" "Attacca Poly Mod Synth" "Attacca Meter"; do
  ln -s "$build/plugins/$name.vst3" "$work/plugins/"
done
base=$((21000 + $$ % 8000))
export PARLANDO_CONDUCTOR=127.0.0.1:$base PARLANDO_TRANSPORT=127.0.0.1:$((base + 1))
export XDG_RUNTIME_DIR=$work/run XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config
"$parlando" conduct --page off --json >"$work/conductor.jsonl" 2>&1 &
children="$children $!"
disown
for _ in $(seq 100); do [ ! -S "$work/run/parlando/$base.sock" ] || break; sleep 0.1; done

environment=(env HOME="$work/home" XDG_CACHE_HOME="$work/cache" VST3_PATH="$work/plugins" LC_ALL=C.UTF-8
  LD_LIBRARY_PATH="$lib" ARDOUR_DATA_PATH=/usr/share/ardour7 ARDOUR_CONFIG_PATH=/etc/ardour7
  ARDOUR_DLL_PATH="$lib" VAMP_PATH="$lib/vamp")
for bundle in "$work/plugins"/*.vst3; do
  "${environment[@]}" timeout 60 $lib/ardour-vst3-scanner -f -q "$bundle" >"$work/scan.log" 2>&1 ||
    fail "Ardour's scanner refused $bundle: $(tail -1 "$work/scan.log")"
done
"${environment[@]}" timeout -s KILL 120 $lib/luasession "$here/ardour_parlando.lua" "$work/session" "$work" \
  </dev/null >"$work/ardour.log" 2>&1 &
host=$!
children="$children $host"
disown

until_said () { # text: in what file, for how many seconds
  for _ in $(seq $(($3 * 20))); do
    ! grep -q "^FAIL" "$work/ardour.log" 2>/dev/null || fail "$(grep ^FAIL "$work/ardour.log")"
    ! grep -q "$1" "$2" 2>/dev/null || return 0
    kill -0 $host 2>/dev/null || fail "Ardour has ended"
    sleep 0.05
  done
  fail "'$1' was not seen in $3 s"
}
until_said "^READY" "$work/ardour.log" 60
until_said '"name":"Bratsche"' "$work/conductor.jsonl" 10
echo "the conductor has found the musician under its track's name"
"$parlando" play "$file" --map 1=Bratsche --tempo 320 --json >"$work/play.json" &
player=$!
children="$children $player"
sleep 3
printf 'Viola d’amore' >"$work/rename"
until_said "^RENAMED" "$work/ardour.log" 5
until_said '"name":"Viola d’amore"' "$work/conductor.jsonl" 2
echo "renamed while it plays: the conductor has seen it"
wait $player || fail "parlando play: status $?"
python3 - "$work/play.json" <<'PY' || fail "notes are missing"
import json, sys
phrase = json.load(open(sys.argv[1]))["phrase"]
print(f"{phrase['notes_sounded']} of {phrase['notes']} notes sounded, {phrase['late']} late")
sys.exit(0 if phrase["notes_sounded"] == phrase["notes"] > 0 else 1)
PY
touch "$work/end"
until_said "^LOUDEST" "$work/ardour.log" 10
grep -q "^ROLLED	true" "$work/ardour.log" || fail "the transport stopped"
loudest=$(sed -n 's/^LOUDEST	//p' "$work/ardour.log")
echo "the synth behind it was heard: $loudest dB"
awk -v level="$loudest" 'BEGIN { exit !(level > -40) }' || fail "the synth was silent"
until_said "^END" "$work/ardour.log" 20
