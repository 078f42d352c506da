#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Parlando, live: four tracks in our host, each with a musician before a synth, called and coloured like
# a string quartet. The conductor finds them and plays a canon by Pachelbel out of a MIDI file; one track
# is renamed meanwhile. Leaves a recording, a picture of the conductor's page, and a table of how exactly
# the notes sounded.
# Usage: scripts/demo-parlando.sh BUILD_DIR [WINDOWS_BUILD_DIR]      (results in demo-output/parlando/)
#   WINDOWS_BUILD_DIR   a finished build for Windows: the host and its plugins run under Wine, the
#                       conductor here (results in demo-output/parlando-windows/)
set -eu
[ $# -eq 1 ] || [ $# -eq 2 ] || { sed -n '5,12s/^# \{0,1\}//p' "$0"; exit 2; }
build=$(cd "$1" && pwd)
plugins=$(cd "${2-$1}" && pwd)
cd "$(dirname "$0")/.."

parlando=$build/bin/parlando
musician="$plugins/plugins/Parlando Musician.clap#org.attacca.parlando.musician"
synth="$plugins/plugins/Attacca Poly Mod Synth.vst3"
file=products/parlando/demo/canon.mid
attacca=$plugins/bin/attacca out=demo-output/parlando
host () { "$attacca" "$@"; }
if [ $# -eq 2 ]; then
  attacca=$plugins/bin/attacca.exe out=demo-output/parlando-windows
  host () { exec scripts/wine.sh "$attacca" "$@"; }
fi
seconds=50

fail () { echo "demo-parlando: $*" >&2; exit 1; }
for program in "$attacca" "$parlando"; do
  [ -x "$program" ] || fail "there is no $program: run make demo-parlando"
done
mkdir -p "$out" 2>/dev/null && [ -w "$out" ] ||
  fail "$out/ cannot be written by $(id -un): remove it as the user who made it, or work in a clone of your own"
rm -f "$out"/*

# A conductor of our own, on ports that nobody has, whose session is forgotten afterwards.
work=$(mktemp -d)
children=
cleanup () {
  for child in $children; do kill "$child" 2>/dev/null || true; done
  for child in $children; do wait "$child" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
mkdir -m 700 "$work/run"
export XDG_RUNTIME_DIR=$work/run XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data
base=$((21000 + $$ % 8000))
export PARLANDO_CONDUCTOR=127.0.0.1:$base PARLANDO_TRANSPORT=127.0.0.1:$((base + 1))
page=127.0.0.1:$((base + 2))
"$parlando" conduct --page "$page" --json >"$out/conductor.jsonl" 2>"$out/conductor.log" &
children="$children $!"
for _ in $(seq 100); do
  [ ! -S "$work/run/parlando/$base.sock" ] || break
  sleep 0.1
done

printf '%s\n' '# What the user does while the canon is played' 'track 2' '22 name "Second Violin" color #8e44ad' \
  >"$work/script.txt"
echo "Four tracks: a musician (CLAP) before a synth (VST3) on each, $seconds s in blocks of 128 frames"
host run "$musician -> $synth" "$musician -> $synth" "$musician -> $synth" "$musician -> $synth" \
  --track "Violin I" "Violin II" Viola Cello --color '#c0392b' '#e67e22' '#27ae60' '#2980b9' \
  --script "$work/script.txt" --seconds $seconds --rate 48000 --block 128 \
  --output "$out/canon.wav" --record-notes "$out/notes.txt" --json >"$out/run.json" 2>"$out/run.log" &
host=$!
children="$children $host"

found=0
for _ in $(seq 200); do
  found=$("$parlando" list --json 2>/dev/null | grep -o '"name_source": *"track"' | wc -l)
  [ "$found" -lt 4 ] || break
  kill -0 $host 2>/dev/null || { cat "$out/run.log" >&2; fail "the host has ended"; }
  sleep 0.1
done
[ "$found" -ge 4 ] || fail "the conductor found $found of 4 musicians in 20 s: $out/conductor.log"
echo; "$parlando" list
echo; "$parlando" play "$file" --dry-run
echo; echo "Playing $file; the second track is renamed after 22 s. The page: http://$page/"
"$parlando" play "$file" --json >"$out/play.json" &
player=$!
children="$children $player"

sleep 24
python3 scripts/demo/page_picture.py "http://$page/" 6 "$out/page.png" || echo "no picture of the page" >&2
echo; "$parlando" listen "Second Violin" --bars 1
status=0
wait $player || status=$?
wait $host || status=1
python3 scripts/demo/parlando_table.py "$file" "$out" || status=1
exit $status
