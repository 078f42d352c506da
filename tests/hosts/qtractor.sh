#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# Loads a CLAP plugin on a track of Qtractor, headless, on a JACK server without a sound card; rolls
# and stops the transport, ends Qtractor, and reads in the plugin's log that it was initialized,
# activated and destroyed. Qtractor sends plugins nothing about their track.
# With PARAMETER, its name, an automation curve moves it once the transport rolls, and a tone that is
# sent through the track has to be heard at another level then.
# Usage: qtractor.sh BUNDLE_DIR PLUGIN_NAME CYCLES [PARAMETER]
# Exit: 0 good, 1 a check failed, 2 usage, 3 Qtractor crashed, 4 it hung, 77 a package is missing.
set -u
[ $# -eq 3 ] || [ $# -eq 4 ] || { sed -n '5,11s/^# \{0,1\}//p' "$0"; exit 2; }
bundles=$(readlink -f -- "$1") plugin=$2 cycles=$3 parameter=${4:-}
here=$(cd -- "$(dirname -- "$0")" && pwd)
for command in qtractor jackd jack_lsp jack_transport jack_connect jack_rec jack_simple_client cc python3; do
  command -v $command >/dev/null || {
    echo "skipped: $command is not installed (scripts/install-deps.sh --for hosts)"; exit 77; }
done
scanner=$(ls /usr/lib/*/qtractor/qtractor_plugin_scan 2>/dev/null | head -1)
[ -n "$scanner" ] || { echo "skipped: qtractor_plugin_scan is missing"; exit 77; }

work=$(mktemp -d)
jack= host= tone=
# Asks a process to end, and insists after five seconds. A JACK server that is killed keeps its place
# in the registry of all servers, which has eight: after that many no server starts any more.
end () {
  { kill -TERM "$1" || return 0; } 2>/dev/null
  for ((i = 0; i < 50; i++)); do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  { kill -KILL "$1"; wait "$1"; } 2>/dev/null
}
cleanup () {
  for process in $tone $host $jack; do end "$process"; done
  rm -rf -- "$work"
}
trap cleanup EXIT
mkdir -m 700 "$work/home" "$work/config" "$work/cache" "$work/run"
export HOME="$work/home" XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache"
export XDG_RUNTIME_DIR="$work/run" CLAP_PATH="$bundles" LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen
export JACK_NO_AUDIO_RESERVATION=1 JACK_DEFAULT_SERVER="attacca$$"

fail () { echo "FAIL $1"; tail -20 "$work/qtractor.log" 2>/dev/null | sed 's/^/  /'; exit "${2:-1}"; }

# The scanner answers type|name|audio|midi|control|flags|file|index|id for each plugin of a file.
found=
for file in "$bundles"/*.clap; do
  while IFS='|' read -r type name _ _ _ _ path index _; do
    if [ "$type" = CLAP ] && [ "$name" = "$plugin" ]; then found=$path at=$index; fi
  done < <(echo "CLAP:$file" | timeout 20 "$scanner" 2>"$work/scan.log")
done
[ -n "$found" ] || fail "Qtractor's scanner finds no '$plugin' in $bundles"

preload=
if [ ! -e /dev/snd/seq ]; then
  cc -O1 -fPIC -shared -o "$work/no_alsa_sequencer.so" "$here/no_alsa_sequencer.c" || exit 77
  preload=$work/no_alsa_sequencer.so
fi

# Qtractor keeps curves in MIDI files: controller 1 goes from 60 to 64 after a quarter of a second.
curve=
if [ -n "$parameter" ]; then
  python3 - "$work/curve.mid" <<'PY'
import struct, sys
events = (b"\x00" + bytes([0xB0, 1, 60])
          + b"".join(b"\x87\x40" + bytes([0xB0, 1, 64]) for i in range(100)) + b"\x00\xff\x2f\x00")
open(sys.argv[1], "wb").write(b"MThd" + struct.pack(">IHHH", 6, 1, 1, 1920)
                              + b"MTrk" + struct.pack(">I", len(events)) + events)
PY
  curve="<curve-file><filename>curve.mid</filename><current>0</current><curve-items><curve-item name=\"$parameter\" index=\"0\" mode=\"hold\"><type>CONTROLLER</type><channel>0</channel><param>1</param><process>1</process><capture>0</capture><locked>0</locked><logarithmic>0</logarithmic></curve-item></curve-items></curve-file>"
fi

cat >"$work/session.qtr" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE qtractorSession>
<session name="attacca" version="0.9.31">
 <properties><directory>$work</directory><sample-rate>48000</sample-rate><tempo>120</tempo><ticks-per-beat>960</ticks-per-beat><beats-per-bar>4</beats-per-bar><beat-divisor>2</beat-divisor></properties>
 <files><audio-list/><midi-list/></files>
 <devices><audio-engine><audio-bus name="Master" mode="duplex"><channels>2</channels><auto-connect>1</auto-connect></audio-bus></audio-engine><midi-engine/></devices>
 <tracks>
  <track name="First Name" type="audio">
   <properties><input-bus>Master</input-bus><output-bus>Master</output-bus></properties>
   <state><mute>0</mute><solo>0</solo><record>0</record><monitor>1</monitor><gain>1</gain><panning>0</panning></state>
   <view><height>96</height><background-color>#e0403a</background-color><foreground-color>#202020</foreground-color></view>
   <clips/>
   <plugins><plugin type="CLAP"><filename>$found</filename><index>$at</index><label>$plugin</label><activated>1</activated>$curve</plugin></plugins>
  </track>
 </tracks>
</session>
XML

# Tries a command every tenth of a second: 0 when it works, 1 after the limit, 3 when the host ended.
until_true () { # seconds, command...
  local tries=$(($1 * 10))
  shift
  while ! "$@" >/dev/null 2>&1; do
    if [ -n "$host" ] && ! kill -0 "$host" 2>/dev/null; then return 3; fi
    [ $tries -gt 0 ] || return 1
    tries=$((tries - 1))
    sleep 0.1
  done
}

jackd --no-realtime -n "$JACK_DEFAULT_SERVER" -d dummy -r 48000 -p 256 >"$work/jack.log" 2>&1 &
jack=$!
has_server () { timeout 5 jack_lsp || ! kill -0 "$jack"; }
until_true 20 has_server && kill -0 "$jack" 2>/dev/null || {
  head -5 "$work/jack.log"
  if grep -q "Too many servers" "$work/jack.log" && ! pgrep -x jackd >/dev/null; then
    echo "no JACK server runs, and eight that were killed are still listed: remove /dev/shm/jack*"
  fi
  fail "the JACK server did not start"
}

ATTACCA_LOG="$work/plugin.log" env ${preload:+LD_PRELOAD="$preload"} \
  qtractor "$work/session.qtr" >"$work/qtractor.log" 2>&1 &
host=$!
has_ports () { timeout 5 jack_lsp | grep -q '^Qtractor:Master/out_1'; }
has_mapped () { grep -qF -- "$found" "/proc/$host/maps"; }
until_true 30 has_ports || fail "Qtractor registered no ports" 3
until_true 10 has_mapped || fail "Qtractor did not load $found" 3

logged () { grep -q "\"event\":\"$1\"" "$work/plugin.log"; }
until_true 10 logged activate || fail "the plugin was not activated"
# The highest sample of a second of the master output, while a tone goes in.
level () {
  timeout 20 jack_rec -f "$work/heard.wav" -d 1 -b 16 Qtractor:Master/out_1 >/dev/null 2>&1
  python3 -c 'import struct, sys, wave
wav = wave.open(sys.argv[1])
data = wav.readframes(wav.getnframes())
print(max(map(abs, struct.unpack("<%dh" % (len(data) // 2), data))))' "$work/heard.wav"
}
transport () { printf '%s\nexit\n' "$1" | timeout 5 jack_transport >/dev/null 2>&1; sleep 0.5; }
if [ -n "$parameter" ]; then
  jack_simple_client tone >"$work/tone.log" 2>&1 &
  tone=$!
  has_tone () { timeout 5 jack_lsp | grep -q '^tone:output1'; }
  until_true 10 has_tone || fail "the tone did not start"
  jack_connect tone:output1 Qtractor:Master/in_1 && jack_connect tone:output2 Qtractor:Master/in_2 ||
    fail "the tone could not be connected"
  still=$(level)
  transport play
  moved=$(level)
  transport stop
  { kill "$tone" && wait "$tone"; } 2>/dev/null
  tone=
  [ "${still:-0}" -gt 0 ] || fail "the tone is not heard through the plugin"
  [ "$moved" -lt $((still * 9 / 10)) ] || [ "$moved" -gt $((still * 11 / 10)) ] ||
    fail "automation of '$parameter' is not heard: level $moved, $still before"
  echo "automation of '$parameter' is heard: level $moved, $still before"
fi

for ((cycle = 1; cycle <= cycles; cycle++)); do
  for command in play stop; do
    printf '%s\nexit\n' $command | timeout 5 jack_transport >/dev/null 2>&1
    sleep 0.5 # Qtractor follows JACK from a timer and can miss a shorter change
    kill -0 "$host" 2>/dev/null || fail "Qtractor ended in cycle $cycle" 3
  done
done

kill -TERM "$host"
gone () { ! kill -0 "$1" 2>/dev/null; }
waiting=$host host=
until_true 20 gone "$waiting" || { host=$waiting; fail "Qtractor is still there 20 s after SIGTERM" 4; }
wait "$waiting"
code=$?
[ $code -eq 0 ] || fail "Qtractor ended with code $code" 3
logged destroy || fail "the plugin was not destroyed"
echo "loaded, rolled $cycles times, unloaded; the plugin logged $(wc -l <"$work/plugin.log") calls"
