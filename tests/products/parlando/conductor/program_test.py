#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The program parlando, played by musicians that were written from the protocol's page alone.
Usage: program_test.py PARLANDO"""

import fcntl
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

from osc_musician import Musicians, UNIX_EPOCH

PROGRAM = sys.argv[1]


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


class Stage:
    """Ports, folders and an environment of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.port, transport = free_ports(2)
        (self.folder / "run").mkdir(mode=0o700)
        self.environment = dict(os.environ, XDG_RUNTIME_DIR=str(self.folder / "run"),
                                XDG_STATE_HOME=str(self.folder / "state"),
                                PARLANDO_CONDUCTOR=f"127.0.0.1:{self.port}",
                                PARLANDO_TRANSPORT=f"127.0.0.1:{transport}")
        self.environment.pop("PARLANDO_KEY", None)
        self.started = []

    def start(self, *words):
        log = open(self.folder / f"log{len(self.started)}", "w+")
        process = subprocess.Popen([PROGRAM, *words], env=self.environment, stdout=log, stderr=log)
        process.log = pathlib.Path(log.name)
        self.started.append(process)
        return process

    def run(self, *words, code=0):
        done = subprocess.run([PROGRAM, *words], env=self.environment, capture_output=True,
                              text=True, timeout=60)
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done

    def ask(self, *words, code=0):
        return json.loads(self.run(*words, "--json", code=code).stdout)

    def names(self):
        return [one["name"] for one in self.ask("list")["musicians"]]

    def conduct(self):
        process = self.start("conduct")
        assert happens(lambda: "conducting" in process.log.read_text()), process.log.read_text()
        return process

    def end(self):
        for process in self.started:
            if process.poll() is None:
                process.kill()
                process.wait()


def commands(stage):
    conductor = stage.conduct()
    musicians = Musicians(["Violin I", "Viola", "Größe\n"], ("127.0.0.1", stage.port))
    try:
        assert happens(lambda: len(stage.names()) == 3)
        assert sorted(stage.names()) == sorted(["Violin I", "Viola", "Größe\n"])
        # What somebody else wrote does nothing to a terminal.
        assert "Größe\\u{A}" in stage.run("list").stdout, stage.run("list").stdout
        before = time.time()
        report = stage.ask("send", "viola", "note", "C3", "--velocity", "0.8", "--for", "100ms")
        assert report["state"] == "done" and report["notes_sounded"] == 1, report
        (came, _, values, tag), = musicians.notes()
        assert musicians.ids[values[0]] == "Viola" and values[2] == 48, values
        assert abs(values[3] - 0.8) < 1e-6 and abs(values[6] - 0.1) < 1e-9 and tag == 1, values
        assert came - before < 5

        musicians.heard = [(60, 4.0, 1.0), (64, 5.5, -1.0)]
        heard = stage.ask("listen", "Violin I", "--midi", str(stage.folder / "heard.mid"))
        assert [note["name"] for note in heard["notes"]] == ["C4", "E4"], heard
        assert heard["notes"][1]["length"] is None and heard["now"] == 16.0, heard
        midi = (stage.folder / "heard.mid").read_bytes()
        assert midi.startswith(b"MThd") and b"\x90\x3c\x40" in midi, midi

        stage.run("alias", "low", "Viola")
        stage.run("instrument", "low", "viola", "--latency", "30")
        assert stage.ask("alias")["aliases"]["low"] in [f"{i:016x}" for i in musicians.ids]
        session = json.loads((stage.folder / "state/parlando/session.json").read_text())
        assert list(session["aliases"]) == ["low"], session
        assert stage.ask("transport", code=1)["known"] is False
        # JSON also where there is nothing to say.
        assert stage.ask("stop") == {} and stage.ask("send", "viola", "silence") == {}
        checks = {check["name"]: check["state"] for check in stage.ask("doctor")["checks"]}
        assert checks["delivery"] == "ok" and checks["conductor"] == "ok", checks

        # What is wrong is said, on the standard error alone, with the exit status of its kind.
        for words, code, what in [(["send", "Viol", "note", "C4"], 2, "Viola"),
                                  (["send", "Viola", "note", "H4"], 2, "middle C"),
                                  (["send", "Viola", "note"], 2, "needs key"),
                                  (["send", "Viola", "dance", "1"], 2, "silence"),
                                  (["send", "Viola", "note", "C4", "--for", "long"], 2, "250ms"),
                                  (["lisst"], 2, "did you mean list"),
                                  (["send"], 2, "MUSICIAN")]:
            done = stage.run(*words, code=code)
            assert what in done.stderr and not done.stdout, (words, done.stderr, done.stdout)
            assert len(done.stderr.splitlines()) == 1, done.stderr
        conductor.send_signal(signal.SIGINT)
        assert conductor.wait(10) == 0
        assert happens(lambda: any(one[1] == "/parlando/bye" for one in musicians.received))
    finally:
        musicians.close()


def killed_and_started_again(stage):
    """Nothing more comes from a conductor that is killed in the middle of a phrase, and the next
    one finds the musicians without waiting for their announcements."""
    conductor = stage.conduct()
    musicians = Musicians(["Cello"], ("127.0.0.1", stage.port))
    try:
        assert happens(lambda: stage.names() == ["Cello"])
        control = socket.socket(socket.AF_UNIX)
        control.connect(str(stage.folder / f"run/parlando/{stage.port}.sock"))
        events = [{"key": 60, "at": i * 0.25, "beats": 0.2} for i in range(1000)]
        request = {"id": 1, "do": "play", "tempo": 600,
                   "parts": [{"to": "Cello", "events": events}]}
        control.sendall(json.dumps(request).encode() + b"\n")
        assert happens(lambda: len(musicians.notes()) > 20)
        # Which processes there are has been written down by then.
        assert happens(lambda: (stage.folder / f"run/parlando/{stage.port}.processes").exists())
        conductor.kill()
        conductor.wait()
        killed = time.time()
        time.sleep(1)
        notes = musicians.notes()
        assert 20 < len(notes) < 1000, len(notes)
        # Nothing was ever sent further ahead than what a dead conductor leaves behind.
        ahead = max(tag / 2**32 - UNIX_EPOCH - came for came, _, _, tag in notes)
        assert ahead < 0.25, ahead
        assert all(came <= killed + 0.1 for came, *_ in notes)
        assert time.monotonic() - musicians.last_pulse > 0.75
        started = time.monotonic()
        stage.conduct()
        assert happens(lambda: stage.names() == ["Cello"])
        assert time.monotonic() - started < 4, time.monotonic() - started
    finally:
        musicians.close()


def two_conductors(stage):
    first = stage.conduct()
    musicians = Musicians(["Oboe"], ("127.0.0.1", stage.port))
    try:
        second = stage.start("conduct")
        assert happens(lambda: "another conductor" in second.log.read_text())
        assert str(first.pid) in second.log.read_text()
        # It watches.
        assert happens(lambda: "Oboe" in second.log.read_text()), second.log.read_text()
        assert stage.names() == ["Oboe"]
        first.send_signal(signal.SIGTERM)
        assert first.wait(10) == 0
        assert happens(lambda: "conducting" in second.log.read_text()), second.log.read_text()
        assert happens(lambda: stage.names() == ["Oboe"])
        second.send_signal(signal.SIGINT)
        assert second.wait(10) == 0
    finally:
        musicians.close()


def nobody_reads(stage):
    """What is printed waits for its reader; the conductor does not."""
    out, into = os.pipe()
    fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, 4096)
    conductor = subprocess.Popen([PROGRAM, "conduct"], env=stage.environment, stdout=into,
                                 stderr=subprocess.DEVNULL)
    stage.started.append(conductor)
    os.close(into)
    assert b"conducting" in os.read(out, 4096)
    musicians = Musicians([f"Violin number {i} of the orchestra" for i in range(200)],
                          ("127.0.0.1", stage.port))
    try:
        assert happens(lambda: len(stage.names()) == 200)
        assert stage.ask("send", "Violin number 7 of the orchestra", "note", "C3", "--for",
                         "50ms")["notes_sounded"] == 1
        # All is printed as soon as somebody reads, and the end waits for nobody.
        read = b""
        while read.count(b"Violin number") < 200:
            read += os.read(out, 65536)
        conductor.send_signal(signal.SIGINT)
        assert conductor.wait(10) == 0
    finally:
        musicians.close()
        os.close(out)


def port_of_somebody_else(stage):
    other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    other.bind(("127.0.0.1", stage.port))
    done = stage.run("conduct", code=1)
    assert str(stage.port) in done.stderr and "ss -ulpn" in done.stderr, done.stderr
    checks = {check["name"]: check["state"] for check in stage.ask("doctor", code=1)["checks"]}
    assert checks["ports"] == "wrong", checks
    other.close()


def damaged_session(stage):
    state = stage.folder / "state/parlando"
    state.mkdir(parents=True)
    (state / "session.json").write_text('{"parlando":"ses')
    conductor = stage.conduct()
    assert "session.json.damaged" in conductor.log.read_text(), conductor.log.read_text()
    assert (state / "session.json.damaged").read_text() == '{"parlando":"ses'


def main():
    for test in (commands, killed_and_started_again, two_conductors, nobody_reads,
                 port_of_somebody_else,
                 damaged_session):
        with tempfile.TemporaryDirectory() as folder:
            stage = Stage(folder)
            begun = time.monotonic()
            try:
                test(stage)
            finally:
                stage.end()
            print(f"{test.__name__}: good, {time.monotonic() - begun:.1f} s", flush=True)


main()
