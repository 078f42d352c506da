#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The witness in our own host under each profile: what `attacca profile` makes of its recording are
the habits of the profile that the host had, as far as a run shows them; and acted out again, the
recording's calls are the same calls.

Usage: witness_hosts.py PROGRAM BUNDLES PROFILES
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import tomllib

IDS = {"clap": "org.attacca.witness.effect", "vst3": "Attacca Witness Effect"}

# What a run with a script does not show, or shows of its script rather than of its profile.
OF_THE_SCRIPT = {"loads_state", "saves_state_while_playing", "reads_parameters_after_load",
                 "destroys_while_active", "editor_before_activation", "editor_scale",
                 "editor_asks_size_first", "editor_openings",
                 "sleeps_when_silent"}  # its track is never silent
# No plugin can see it: what it is told is wrong only beside the truth.
NOT_TO_BE_SEEN = {"track_info_wrong_index_first", "vst3_edit_delay", "vst3_name_units",
                  "vst3_translated_role_words", "clap_resize_sets_no_size", "vst3_run_loop"}
# What one habit hides of another one.
HIDDEN = {
    ("cubase", "redundant_parameters"): "values come with the blocks without frames",
    ("hostile", "redundant_parameters"): "the same",
    ("cubase", "maximum_block_factor"): "no block is larger than 8192 frames",
    ("hostile", "vst3_partial_lists"): "absent keys are answered",
    ("hostile", "vst3_no_color_is_zero"): "absent keys are answered",
}
# CLAP says nothing of indices: a wrong one that is sent first looks like a repetition.
ONE_MORE_IN_CLAP = {("ardour", "track_info_repeats"), ("hostile", "track_info_repeats")}

SCRIPT = """\
0.1 name "Lead" color #ff8800 index 2 uid "u-1"
0.2 name "A much longer name" color #00ff00 index 3
0.3 load-state {state}
0.35 save-state {saved}
0.4 param Level normalized:0.3
0.45 param Level normalized:0.4 param Number normalized:0.5
"""


def run(command, **environment):
    done = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{command} answered {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def largest(folder):
    """The file of a run; loading the plugin to look at it makes another, smaller one."""
    return max(pathlib.Path(folder).glob("*.witness"), key=lambda file: file.stat().st_size)


def record(program, bundles, folder, fmt, profile, script):
    plugin = f"{bundles}/Attacca Witness.{fmt}#{IDS[fmt]}"
    run([program, "run", plugin, "--seconds", "0.6", "--free-wheel", "--profile", profile,
         "--script", script], ATTACCA_WITNESS_DIR=folder)
    return largest(folder)


def differences(program, bundles, folder, fmt, recording, replay):
    """Between a recording and the one of its replay."""
    report = json.loads(run([program, "run", "--json", "--replay", replay,
                             f"{bundles}/Attacca Witness.{fmt}"], ATTACCA_WITNESS_DIR=folder))
    if report["acted_out"] * 20 < report["calls"] * 19:
        yield f"{fmt}: only {report['acted_out']} of {report['calls']} calls were acted out"
    compared = subprocess.run([program, "profile", "--json", "--compare", str(largest(folder)),
                               str(recording)], stdout=subprocess.PIPE, text=True)
    yield from (f"{folder}: {line}" for line in json.loads(compared.stdout)["differences"])


def notes_differ(program, bundles, folder):
    """An instrument and a note effect, with notes, controllers and SysEx."""
    script = pathlib.Path(folder) / "notes.txt"
    script.write_text("""\
0.1 note on 60 0.8 note on 64 0.5 channel 1
0.15 midi B0 01 40
0.2 expression pressure 0.5 key 60
0.25 note off 60
0.3 midi E0 00 50
0.35 midi F0 7D 01 02 F7
""")
    names = {"clap": "org.attacca.witness.{}", "vst3": "Attacca Witness {}"}
    for fmt, words in (("clap", ("instrument", "note-effect", "analyzer")),
                       ("vst3", ("Instrument", "Note Effect", "Analyzer"))):
        for word in words:
            place = f"{folder}/{fmt}-{word}"
            plugin = f"{bundles}/Attacca Witness.{fmt}#{names[fmt].format(word)}"
            run([program, "run", plugin, "--seconds", "0.5", "--free-wheel", "--script",
                 str(script)], ATTACCA_WITNESS_DIR=place)
            recording = largest(place)
            report = json.loads(run([program, "profile", "--json", str(recording)]))
            if report["lost"]:
                yield f"{fmt} {word}: lost {report['lost']} records"
            yield from differences(program, bundles, f"{place}-again", fmt, recording,
                                   report["replay"])


def of_a_crash(program, bundles, folder):
    """A host that is killed leaves all that had been written, and a profile can be made of it."""
    place = f"{folder}/crash"
    host = subprocess.Popen([program, "run", f"{bundles}/Attacca Witness.clap#{IDS['clap']}",
                             "--seconds", "60"], start_new_session=True,
                            env={**os.environ, "ATTACCA_WITNESS_DIR": place},
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    enough = 40_000
    give_up = time.monotonic() + 30
    while (max((file.stat().st_size for file in pathlib.Path(place).glob("*.witness")), default=0)
           < enough and time.monotonic() < give_up):
        time.sleep(0.02)
    os.killpg(host.pid, signal.SIGKILL)
    host.wait()
    report = json.loads(run([program, "profile", "--json", str(largest(place))]))
    if report["blocks"] < 50 or report["lost"]:
        yield f"after a crash: {report['blocks']} blocks, {report['lost']} lost"
    # Acted out, it is ended: the plugin is stopped and destroyed before it is unloaded.
    yield from differences(program, bundles, f"{place}-again", "clap", largest(place),
                           report["replay"])


def bad_input(program, folder, recording):
    """Each gets one clear message, and nothing is lost."""
    good = recording.read_bytes()
    for name, content, code, words in (
            ("garbage", bytes(range(256)) * 20, 2, "is no witness file"),
            ("later", good[:15] + b"\x07" + good[16:], 2, "of version 7"),
            ("cut", good[:len(good) // 2], 0, "ends in the middle of a record"),
            ("huge", good[:-3] + b"\xff" * 40, 0, "complete records were read")):
        file = pathlib.Path(folder) / f"{name}.witness"
        file.write_bytes(content)
        for again in (False, True):
            done = subprocess.run([program, "profile", str(file)], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True)
            said = done.stdout + done.stderr
            # What was written is not written over.
            wanted, told = (1, "is there already") if again and code == 0 else (code, words)
            if done.returncode != wanted or told not in said or done.stderr.count("\n") > 1:
                yield f"{name}: {done.returncode}: {said}"
    file = pathlib.Path(folder) / "again.witness"
    file.write_bytes(good)
    taken = pathlib.Path(folder) / "taken.replay"
    taken.write_text("worked on")
    done = subprocess.run([program, "profile", str(file), "--replay", str(taken)],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 1 or taken.read_text() != "worked on" or (
            file.with_suffix(".toml").exists()):
        yield f"a replay that is there already: {done.returncode}: {done.stderr}"
    (pathlib.Path(folder) / "wrong.replay").write_text("attacca-replay 1\n1 2 3 4 > a 1..2\n")
    done = subprocess.run([program, "run", "--replay", f"{folder}/wrong.replay", "none.clap"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 2 or "wrong.replay:2: value 1 is no number" not in done.stderr:
        yield f"a wrong replay: {done.returncode}: {done.stderr}"


def looked_at_only(program, bundles, folder):
    """What the program itself does with a witness is nobody's recording unless a folder is named."""
    state = pathlib.Path(folder) / "state-home"
    environment = {key: value for key, value in os.environ.items() if key != "ATTACCA_WITNESS_DIR"}
    environment["XDG_STATE_HOME"] = str(state)
    for fmt, name in IDS.items():
        done = subprocess.run([program, "run", "--seconds", "0.1", "--free-wheel",
                               f"{bundles}/Attacca Witness.{fmt}#{name}"], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0 or list(state.rglob("*.witness")):
            yield f"without a folder: {done.returncode}, {list(state.rglob('*'))}\n{done.stdout}"


def wrong_habits(fmt, profile, wanted, found, unseen):
    other = "vst3_" if fmt == "clap" else "clap_"
    for habit in sorted(wanted.keys() | found.keys()):
        if habit.startswith(other) or habit in OF_THE_SCRIPT or (profile, habit) in HIDDEN:
            continue
        want, got = wanted.get(habit), found.get(habit)
        if habit in NOT_TO_BE_SEEN and got in (None, want):
            continue
        if fmt == "clap" and (profile, habit) in ONE_MORE_IN_CLAP:
            want += 1
        if want != got:
            yield f"{fmt} {profile}: {habit}: {got}, not {want}" + (
                " (unseen)" if habit in unseen else "")


def main():
    program, bundles, profiles = sys.argv[1:]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        state = f"{folder}/state.json"
        run([program, "run", f"{bundles}/Attacca Witness.clap#{IDS['clap']}", "--seconds", "0.1",
             "--free-wheel", "--param", "Level=0.7", "--save-state", state],
            ATTACCA_WITNESS_DIR=f"{folder}/first")
        script = f"{folder}/script.txt"
        pathlib.Path(script).write_text(SCRIPT.format(state=state, saved=f"{folder}/saved.json"))
        for file in sorted(pathlib.Path(profiles).glob("*.toml")):
            wanted = {key: habit["value"] for key, habit in
                      tomllib.loads(file.read_text()).get("habits", {}).items()}
            wanted = {key: value for key, value in wanted.items() if value not in ("before",
                                                                                   "inactive")}
            for fmt in IDS:
                place = f"{folder}/{fmt}-{file.stem}"
                recording = record(program, bundles, place, fmt, file.stem, script)
                report = json.loads(run([program, "profile", "--json", str(recording)]))
                learned = tomllib.loads(pathlib.Path(report["profile"]).read_text())
                found = {key: habit["value"] for key, habit in learned.get("habits", {}).items()}
                if report["lost"] or report["trouble"]:
                    wrong.append(f"{fmt} {file.stem}: lost {report['lost']} {report['trouble']}")
                wrong += wrong_habits(fmt, file.stem, wanted, found, report["unseen"])
                wrong += differences(program, bundles, f"{place}-again", fmt, recording,
                                     report["replay"])
        wrong += notes_differ(program, bundles, folder)
        wrong += of_a_crash(program, bundles, folder)
        wrong += bad_input(program, folder, recording)
        wrong += looked_at_only(program, bundles, folder)
    print("\n".join(wrong) or "every profile was recognised, and every replay has the same calls")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
