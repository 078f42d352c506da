#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The main job, live: both formats of track_info_display play a recording in blocks of 64 frames, in
# real time and with their editors open, while their tracks are renamed and recoloured. Ends with a
# table of what arrived; fails when a value was lost.
# Usage: scripts/demo.sh BUILD_DIR      (results in demo-output/)
set -eu
[ $# -eq 1 ] || { sed -n '5,8s/^# \{0,1\}//p' "$0"; exit 2; }
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."

attacca=$build/bin/attacca_demo
vst3="$build/plugins/Track Info Display.vst3"
clap="$build/plugins/Track Info Display.clap"
recording=/usr/share/sounds/alsa/Front_Center.wav
script=scripts/demo/track_changes.txt
out=demo-output

fail () { echo "demo: $*" >&2; exit 1; }
[ -x "$attacca" ] || fail "there is no $attacca: run make demo"
[ -d "$vst3" ] && [ -e "$clap" ] || fail "the bundles are missing in $build/plugins: run make demo"
[ -r "$recording" ] || fail "there is no $recording: install alsa-utils"
command -v Xvfb >/dev/null || fail "there is no Xvfb: install xvfb"
mkdir -p "$out" 2>/dev/null && [ -w "$out" ] ||
  fail "$out/ cannot be written by $(id -un): remove it as the user who made it, or work in a clone of your own"
rm -f "$out"/track-info-display-*.png "$out"/run.json "$out"/inspect.json "$out"/mix.wav

# An X server of our own, on a display number that it picks itself.
number=$(mktemp)
Xvfb -displayfd 3 -screen 0 2560x1600x24 -nolisten tcp -noreset 3>"$number" 2>/dev/null &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -f "$number"' EXIT
for _ in $(seq 100); do
  [ -s "$number" ] && break
  kill -0 $server 2>/dev/null || fail "Xvfb did not start"
  sleep 0.1
done
[ -s "$number" ] || fail "Xvfb did not name its display"
DISPLAY=:$(cat "$number")
export DISPLAY

"$attacca" inspect --json "$vst3" "$clap" >"$out/inspect.json"
python3 scripts/demo/summary.py before "$out/inspect.json" "$recording" "$script"

status=0
"$attacca" run "$vst3" "$clap" --json \
  --input "$recording" --loop --output "$out/mix.wav" \
  --rate 48000 --block 64 --seconds 13.5 \
  --track "Audio 1" --color '#7f8c8d' --script "$script" \
  --editor --screenshot "$out/track-info-display-{format}.png" >"$out/run.json" || status=$?

python3 scripts/demo/summary.py after "$out/run.json" || status=1
exit $status
