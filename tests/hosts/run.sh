#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
#
# The plugins in hosts that nobody here wrote: Ardour and Qtractor, pedalboard and DawDreamer (from
# the Python registry), and a small CLAP host on the Rust crate clack-host. What a host needs is
# installed below BUILD_DIR/hosts; where that is not possible, its checks are skipped and say why.
# Usage: tests/hosts/run.sh BUILD_DIR
set -u
# Those that are about recordings name a folder of their own.
export ATTACCA_WITNESS_DIR=${ATTACCA_WITNESS_DIR:-off}
build=$(readlink -f -- "$1")
here=$(cd -- "$(dirname -- "$0")" && pwd)
bundles=$build/plugins
name="Track Info Display"
failed=0 passed=0 skipped=0

check () { # title, command...
  local title=$1 output code
  shift
  printf '%-58s ' "$title"
  output=$("$@" 2>&1)
  code=$?
  case $code in
    0) echo ok; passed=$((passed + 1)) ;;
    77) echo skipped; skipped=$((skipped + 1)) ;;
    *) echo "FAILED ($code)"; failed=$((failed + 1)) ;;
  esac
  printf '%s\n' "$output" | sed 's/^/    /'
}

# pedalboard and DawDreamer, in a Python environment of their own.
python=$build/hosts/python/bin/python
prepare_python () {
  [ -x "$python" ] && "$python" -c 'import pedalboard, dawdreamer' 2>/dev/null && return
  python3 -m venv "$build/hosts/python" &&
    "$python" -m pip install --quiet --disable-pip-version-check \
      'pedalboard==0.9.*' 'dawdreamer==0.9.*' numpy
}
in_python () { # script, argument...
  prepare_python >"$build/hosts/python.log" 2>&1 || {
    echo "skipped: pip cannot install pedalboard and dawdreamer: $build/hosts/python.log"; return 77; }
  "$python" "$@"
}

clack=$build/hosts/clack/release/clack_host
in_clack () { # argument...
  command -v cargo >/dev/null || { echo "skipped: there is no cargo (Rust 1.85 or newer)"; return 77; }
  cargo fetch --quiet --manifest-path "$here/clack_host/Cargo.toml" >"$build/hosts/clack.log" 2>&1 || {
    echo "skipped: cargo cannot fetch the crate clack-host: $build/hosts/clack.log"; return 77; }
  cargo build --release --quiet --manifest-path "$here/clack_host/Cargo.toml" \
    --target-dir "$build/hosts/clack" && "$clack" "$@"
}
in_clack_with_preset () {
  local preset="$build/hosts/リズム.vstpreset"
  "$build/bin/attacca" preset convert "$here/../../examples/preset_player/presets/half_time.json" \
    "$preset" --plugin "$bundles/Attacca Preset Player.vst3" &&
    in_clack presets "$bundles/Attacca Preset Player.clap" "$preset"
}

mkdir -p "$build/hosts"
check "pedalboard: values and states of the VST3 gain" \
  in_python "$here/pedalboard_host.py" "$bundles"
check "DawDreamer: automation of the VST3 gain, sample by sample" \
  in_python "$here/dawdreamer_host.py" "$bundles"
check "pedalboard and DawDreamer: notes of the VST3 sine synth" \
  in_python "$here/played_notes.py" "$bundles"
check "pedalboard: editors in its windows, looked at and used" \
  in_python "$here/pedalboard_editors.py" "$bundles" "$build/bin/attacca" "$build/hosts/pictures"
check "Ardour: editors in its windows, looked at and used" \
  python3 "$here/ardour_editors.py" "$bundles" "$build/bin/attacca" "$build/hosts/pictures"
check "Ardour: presets of the VST3 preset player, in its menu" \
  "$here/ardour_presets.sh" "$bundles" "$build/bin/attacca" \
  "$here/../../examples/preset_player/presets/half_time.json"
check "clack-host: presets of the CLAP preset player, in its binary and in a file" in_clack_with_preset
check "clack-host: automation and states of the CLAP gain" in_clack gain "$bundles/Attacca Gain.clap"
check "clack-host: notes, modulation of one, and their ends" \
  in_clack synth "$bundles/Attacca Poly Mod Synth.clap"
check "clack-host: pages of remote controls and names of keys" \
  in_clack offers "$bundles/Attacca Drums.clap"
check "clack-host: 20,000 renames beside the audio thread" \
  in_clack track "$bundles/$name.clap" 20000
check "Ardour: 200 changes as fast as it goes while rolling" \
  "$here/ardour.sh" "$bundles" "$name" 100 0 0 0
check "Ardour: renames from its OSC thread among them" \
  "$here/ardour.sh" "$bundles" "$name" 20 0.1 0 1
check "Ardour: over save and reload" \
  "$here/ardour.sh" "$bundles" "$name" 20 0.01 1 0
check "Ardour: Parlando's musician before a synth, played, renamed" \
  "$here/ardour_parlando.sh" "$build" "$here/../../products/parlando/demo/canon.mid"
check "Qtractor: loads the CLAP, rolls, unloads" \
  "$here/qtractor.sh" "$bundles" "$name" 2
check "Qtractor: automation of the CLAP gain is heard" \
  "$here/qtractor.sh" "$bundles" "Attacca Gain" 1 Gain

# The witness alone, so that no other plugin has to be scanned.
witness=$build/hosts/witness
mkdir -p "$witness" && ln -sfn "$bundles/Attacca Witness.vst3" "$witness"
witnessed () { # format, habits…, --, command…
  "$here/witness.sh" "$build" "$@"
}
check "Ardour: witnessed, and its calls acted out again" \
  witnessed vst3 vst3_double_initialize=true vst3_activates_on_audio_thread=true \
  track_info_after_state=3 track_info_repeats=2 vst3_name_length_is_uids=true \
  vst3_getstring_counts_characters=true -- \
  "$here/ardour.sh" "$witness" "Attacca Witness Effect" 10 0.05 1 0
check "Qtractor: witnessed, and its calls acted out again" \
  witnessed clap clap_stop_before_deactivate=false clap_track_info=false -- \
  "$here/qtractor.sh" "$bundles" "Attacca Witness Effect" 2
witnessed_in_python () { # host
  prepare_python >"$build/hosts/python.log" 2>&1 || {
    echo "skipped: pip cannot install pedalboard and dawdreamer: $build/hosts/python.log"; return 77; }
  witnessed vst3 vst3_run_loop_without_editor=false -- \
    "$python" "$here/witness_host.py" "$1" "$witness"
}
for python_host in pedalboard dawdreamer; do
  check "$python_host: witnessed, and its calls acted out again" witnessed_in_python $python_host
done

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
