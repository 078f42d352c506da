#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""An agent and four musicians on the tracks of our host, each with a synth behind it: the chorale
phrase of session_test.py sounds at first try, is written down by the host as it was sent, and can be
read back by listen. Usage: hosted_session_test.py PARLANDO ATTACCA PLUGINS"""

import os
import pathlib
import subprocess
import sys
import tempfile

from session_test import CHORALE, VOICES, Session, find_all, free_ports, happens

PARLANDO, ATTACCA, PLUGINS = sys.argv[1:4]
TOP = {"Soprano": [67, 67, 74, 71, 69, 67, 67, 69, 71], "Bass": [43, 55, 54, 55, 50, 52, 48, 42, 43]}


def start_host(folder, environment):
    """In real time, until it is ended."""
    chains = [f"{PLUGINS}/Parlando Musician.{kind} -> {PLUGINS}/Attacca Poly Mod Synth.{kind}"
              for kind in ("clap", "vst3", "clap", "vst3")]
    log = open(folder / "host.log", "w")
    return subprocess.Popen(
        [ATTACCA, "run", "--seconds", "60", "--signal", "silence", "--block", "256", "--track", *VOICES,
         "--record-notes", str(folder / "{number}.txt"), "--output", str(folder / "choir.wav"),
         "--", *chains], env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)


def notes_in(path):
    return [int(line.split()[3]) for line in path.read_text().splitlines()
            if line.split()[1:3] == ["note", "on"]]


def main():
    with tempfile.TemporaryDirectory(prefix="parlando ") as folder:
        folder = pathlib.Path(folder)
        port, transport = free_ports(2)
        (folder / "run").mkdir(mode=0o700)
        environment = dict(os.environ, XDG_RUNTIME_DIR=str(folder / "run"), DISPLAY="",
                           XDG_STATE_HOME=str(folder / "state"), XDG_DATA_HOME=str(folder / "data"),
                           PARLANDO_CONDUCTOR=f"127.0.0.1:{port}", ATTACCA_WITNESS_DIR="off",
                           PARLANDO_TRANSPORT=f"127.0.0.1:{transport}")
        environment.pop("PARLANDO_KEY", None)
        session = Session(PARLANDO, environment, True)
        host = start_host(folder, environment)
        try:
            found = find_all(session, VOICES)
            assert sorted(each["musician"] for each in found) == sorted(VOICES), found

            def is_heard():
                return all("trouble" not in each
                           for each in session.call("list_musicians")["musicians"])
            assert happens(is_heard), session.call("list_musicians")
            answer = session.call("play", tempo=240, parts=[{"musician": name, "notes": notes}
                                                            for name, notes in CHORALE.items()])
            assert answer["state"] == "done", answer
            for part in answer["parts"]:
                assert part["sounded"] == part["notes"] and "not_sounded" not in part, answer
            print(f"ok: {answer['reported']} messages carried out, first note after "
                  f"{answer['first_note_after_ms']} ms, late: "
                  f"{sum(part.get('late', 0) for part in answer['parts'])}")
            heard = session.call("listen", musician="Soprano", bars=0, grid=0.25)
            assert heard["count"] == 9, heard
            print(f"ok: and heard at twice the tempo that the host has: {heard['notation']}")
        finally:
            session.close()
            host.send_signal(2)
            host.wait(timeout=60)
        written = sorted(folder.glob("*.txt"))
        recorded = [notes_in(path) for path in written]
        assert TOP["Soprano"] in recorded and TOP["Bass"] in recorded, (written, recorded)
        print("ok: the host has recorded the same notes")


if __name__ == "__main__":
    main()
