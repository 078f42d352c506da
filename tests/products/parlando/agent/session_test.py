#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""`parlando mcp` as an agent uses it: finds four musicians, writes a chorale phrase for them at first
try, hears what sounded, shapes a curve, teaches an instrument, notices a dead link. The musicians
were written from the protocol's page alone.
Usage: session_test.py PARLANDO [--measure N] [--transcript FILE]
--measure: how long from a call of play to its first note, N times."""

import argparse
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "conductor"))
from osc_musician import Musicians, UNIX_EPOCH  # noqa: E402

VOICES = ["Soprano", "Alto", "Tenor", "Bass"]
# The first phrase of the chorale "Aus meines Herzens Grunde" (melody of 1598), set in four parts.
CHORALE = {
    "Soprano": "3/4 mf G4:1 | G4:2 D5:1 | B4:3/2 A4:1/2 G4:1 | G4:2 A4:1 | B4:3",
    "Alto": "3/4 mf D4:1 | D4:2 D4:1 | D4:3/2 C4:1/2 B3:1 | E4:2 D4:1 | D4:3",
    "Tenor": "3/4 mf B3:1 | B3:2 A3:1 | G3:3/2 F#3:1/2 G3:1 | C4:2 A3:1 | G3:3",
    "Bass": "3/4 mf G2:1 | G3:2 F#3:1 | G3:3/2 D3:1/2 E3:1 | C3:2 F#2:1 | G2:3",
}


def free_ports(count):
    sockets = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def happens(condition, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return False


class Session:
    """One client; `modern`: the revision of 2026, whose requests need no handshake."""

    def __init__(self, program, environment, modern, transcript=None):
        self.process = subprocess.Popen([program, "mcp"], env=environment, text=True, bufsize=1,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.modern, self.transcript, self.number = modern, transcript, 0
        if not modern:
            answer = self.request("initialize", protocolVersion="2025-11-25", capabilities={},
                                  clientInfo={"name": "test", "version": "1"})
            assert answer["protocolVersion"] == "2025-11-25", answer
            self.write({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def write(self, message):
        if self.transcript:
            self.transcript.write("-> " + json.dumps(message, ensure_ascii=False) + "\n")
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def request(self, method, **params):
        self.number += 1
        if self.modern:
            params["_meta"] = {"io.modelcontextprotocol/protocolVersion": "2026-07-28",
                               "io.modelcontextprotocol/clientCapabilities": {}}
        self.write({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        answer = json.loads(self.process.stdout.readline())
        if self.transcript:
            self.transcript.write("<- " + json.dumps(answer, ensure_ascii=False) + "\n")
        assert answer["id"] == self.number, answer
        assert "result" in answer, answer
        return answer["result"]

    def call(self, tool, wrong=False, **arguments):
        result = self.request("tools/call", name=tool, arguments=arguments)
        assert result["isError"] == wrong, result
        return result["structuredContent"]

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(timeout=30) == 0


def keys_of(musicians):
    """What each one was sent, in the order of its time tags."""
    keys = {}
    for _, _, values, tag in sorted(musicians.notes(), key=lambda note: note[3]):
        keys.setdefault(musicians.ids[values[0]], []).append(values[2])
    return keys


def find_all(session, names):
    found = []

    def is_complete():
        found[:] = session.call("list_musicians")["musicians"]
        return len(found) == len(names)
    assert happens(is_complete), found
    return found


def chorale(session, musicians):
    """The phrase, as an agent would write it when it has read the tool's description."""
    found = find_all(session, VOICES)
    assert sorted(each["musician"] for each in found) == sorted(VOICES)
    assert all(each["link"] in ("good", "unknown") for each in found), found
    answer = session.call("play", tempo=960, parts=[{"musician": name, "notes": notes}
                                                    for name, notes in CHORALE.items()])
    assert answer["state"] == "done", answer
    for part in answer["parts"]:
        assert part["sounded"] == part["notes"] > 0 and "not_sounded" not in part, answer
    assert "warnings" not in answer and len(answer["links"]) == 4, answer
    keys = keys_of(musicians)
    assert keys["Soprano"] == [67, 67, 74, 71, 69, 67, 67, 69, 71], keys
    assert keys["Bass"] == [43, 55, 54, 55, 50, 52, 48, 42, 43], keys
    # All begin together.
    first = {}
    for _, _, values, tag in musicians.notes():
        first[values[0]] = min(tag, first.get(values[0], tag))
    assert max(first.values()) == min(first.values()), first
    print("ok: a four-part chorale phrase sounds at first try")


def mistakes(session, musicians):
    before = len(musicians.notes())
    said = session.call("play", wrong=True, musician="Soprano", notes="C4:1 H4:1")
    assert 'line 1, column 6: "H4:1": expected a note' in said["error"], said
    said = session.call("play", wrong=True, musician="Sopran", notes="C4")
    assert 'did you mean "Soprano"?' in said["error"], said
    said = session.call("play", wrong=True, parts=[{"musician": "Alto", "notes": "C4"},
                                                   {"musician": "Alto", "note": "C4"}])
    assert 'parts[1]: there is no field "note"; did you mean "notes"?' in said["error"], said
    said = session.call("play", wrong=True, parts=[{"musician": "Alto",
                                                    "notes": [{"key": 60, "velocity": 80}]}])
    assert "parts[0].notes[0].velocity: expected a number from 0 to 1" in said["error"], said
    said = session.call("shape", wrong=True, musician="Alto", target="cc 400", to=1)
    assert "cc 400" in said["error"], said
    assert len(musicians.notes()) == before
    print("ok: what is wrong is said with its place, and nothing of it sounds")


def other_tools(session, musicians):
    answer = session.call("shape", musician="Alto", target="cc 11", to=1, beats=1, tempo=960)
    curve, = [one for one in musicians.received if one[1] == "/parlando/curve"]
    assert musicians.ids[curve[2][0]] == "Alto" and curve[2][2] == "cc 11", curve
    assert answer["links"][0]["musician"] == "Alto", answer
    musicians.heard = [(60, 8.0, 1.0), (64, 9.0, 0.5), (67, 9.5, 0.5)]
    heard = session.call("listen", musician="Tenor", bars=2)
    assert heard["notation"] == "mp C4 E4:1/2 G4" and heard["begins_at_beat"] == 8, heard
    session.call("transport")
    assert session.call("doctor")["checks"]
    long = session.call("play", musician="Alto", notes="C4:100", wait=False)
    assert session.call("phrase", phrase=long["phrase"])["state"] == "playing"
    session.call("stop", musician="Alto")
    assert happens(lambda: any(one[1] == "/parlando/silence" for one in musicians.received))
    print("ok: curves, listening, stopping, transport and doctor")


def teaching(session, musicians):
    definition = {"name": "Alto voice", "family": "voice", "polyphony": 1,
                  "range": {"lowest": "F3", "highest": "F5"},
                  "articulations": [{"name": "ah", "key_switch": "C1"},
                                    {"name": "oh", "key_switch": "D1"}]}
    said = session.call("teach", wrong=True, musician="Alto",
                        definition=dict(definition, range={"lowest": "H3"}))
    assert said["error"].startswith("definition: range"), said
    session.call("teach", musician="Alto", definition=definition)
    session.call("teach", definition={"name": "Choir", "section": VOICES})
    # It belongs to the plugin; these musicians only note it.
    assert happens(lambda: any(one[1] == "/parlando/instrument" for one in musicians.received))
    assert {"section": "Choir", "musicians": VOICES} in session.call("list_musicians")["sections"]
    before = len(musicians.notes())
    answer = session.call("play", musician="Choir", notes="[C3 G3 E4 C5]:1", tempo=960)
    assert [part["sounded"] for part in answer["parts"]] == [1, 1, 1, 1], answer
    assert len(musicians.notes()) >= before + 4
    print("ok: an instrument and a section are taught, and a chord is divided")


def teaching_from_a_shell(session, program, environment):
    """What an option or an answer says is what an agent then finds."""
    def teach(*words, answers="", code=0):
        done = subprocess.run([program, "teach", *words], env=environment, input=answers,
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done

    said = teach("Tenor", "--name", "Tenor voice", "--range", "C3-C5", "--articulation",
                 "ah=key:C1", "--json")
    written = pathlib.Path(json.loads(said.stdout)["written"])
    assert json.loads(written.read_text())["articulations"] == [{"name": "ah", "key_switch": "C1"}]
    said = teach("Tenor", "--name", "Tenor voice", code=2)
    assert "is there already" in said.stderr and "--replace" in said.stderr, said.stderr
    teach("Bass", "--name", "Bass voice", "--ask",
          answers="voices\nvoice\nE2 to E4\n\n\n1\n\noh=key:D1\n\n1=dynamics\n\n")
    assert "family" not in teach("Bass", "--name", "x", "--range", "high", code=2).stdout
    def taught():
        listed = session.call("list_musicians")["musicians"]
        return {each["musician"]: each["instrument"] for each in listed if each["instrument"]}
    assert happens(lambda: len(taught()) >= 3), taught()
    assert taught()["Bass"]["family"] == "voice" and taught()["Bass"]["polyphony"] == 1, taught()
    assert taught()["Tenor"]["range"] == {"lowest": "C3", "highest": "C5"}, taught()
    print("ok: teach from options and by asking")


def dead_link(session, musicians):
    """The musicians stop answering, as when a DAW hangs, while a long note sounds."""
    session.call("play", musician="Bass", notes="C3", tempo=960)
    musicians.close()
    began = time.monotonic()
    said = session.call("play", wrong=True, musician="Bass", notes="C2:300")
    print(f"ok: a dead link is noticed after {time.monotonic() - began:.1f} s: {said['error']}")
    assert "Bass" in said["error"], said
    said = session.call("play", wrong=True, musician="Bass", notes="C2")
    assert "Bass" in said["error"] and "nothing was played" in said["error"], said


def measure(session, musicians, count):
    find_all(session, VOICES)
    times, said = [], []
    for _ in range(count):
        before = len(musicians.notes())
        called = time.time()
        answer = session.call("play", tempo=960, parts=[{"musician": name, "notes": notes}
                                                        for name, notes in CHORALE.items()])
        first = min(note[3] for note in musicians.notes()[before:]) / 2**32 - UNIX_EPOCH
        arrived = musicians.notes()[before][0]
        times.append((first - called) * 1000)
        said.append((arrived - called) * 1000)
    print(f"from the call to the first note's time, {count} phrases of 36 notes for 4 musicians: "
          f"median {statistics.median(times):.1f} ms, largest {max(times):.1f} ms; to its packet: "
          f"median {statistics.median(said):.1f} ms, largest {max(said):.1f} ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--measure", type=int, default=0)
    parser.add_argument("--transcript")
    given = parser.parse_args()
    transcript = open(given.transcript, "w", encoding="utf-8") if given.transcript else None
    with tempfile.TemporaryDirectory(prefix="parlando ") as folder:
        folder = pathlib.Path(folder)
        port, transport = free_ports(2)
        (folder / "run").mkdir(mode=0o700)
        environment = dict(os.environ, XDG_RUNTIME_DIR=str(folder / "run"),
                           XDG_STATE_HOME=str(folder / "state"), XDG_DATA_HOME=str(folder / "data"),
                           PARLANDO_CONDUCTOR=f"127.0.0.1:{port}",
                           PARLANDO_TRANSPORT=f"127.0.0.1:{transport}")
        environment.pop("PARLANDO_KEY", None)
        session = Session(given.program, environment, True, transcript)
        musicians = Musicians(VOICES, ("127.0.0.1", port))
        try:
            if given.measure:
                measure(session, musicians, given.measure)
                return
            chorale(session, musicians)
            mistakes(session, musicians)
            other_tools(session, musicians)
            # The other era, and a second agent beside the first, whose conductor it shares.
            second = Session(given.program, environment, False)
            find_all(second, VOICES)
            second.close()
            teaching(session, musicians)
            teaching_from_a_shell(session, given.program, environment)
            dead_link(session, musicians)
        finally:
            if not musicians.is_over:
                musicians.close()
            session.close()


if __name__ == "__main__":
    main()
