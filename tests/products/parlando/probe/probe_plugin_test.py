#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A real synthesizer is played by `parlando teach --probe`, and its definition written; what is
wrong is said, and what was found is never lost. Usage: probe_plugin_test.py PARLANDO SYNTH"""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

PARLANDO, SYNTH = sys.argv[1:3]


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "run").mkdir(mode=0o700)
        (folder / "tmp").mkdir()
        environment = dict(os.environ, XDG_RUNTIME_DIR=str(folder / "run"),
                           XDG_STATE_HOME=str(folder / "state"),
                           XDG_DATA_HOME=str(folder / "data"), TMPDIR=str(folder / "tmp"),
                           PARLANDO_CONDUCTOR=f"127.0.0.1:{free_port()}",
                           PARLANDO_TRANSPORT=f"127.0.0.1:{free_port()}")

        def teach(*words):
            return subprocess.run([PARLANDO, "teach", *words], env=environment, text=True,
                                  capture_output=True, timeout=600)

        # No musician of that name is there: what was found is told all the same.
        done = teach("Synth", "--probe", SYNTH, "--latency", "20", "--json")
        assert done.returncode == 2 and "Synth" in done.stderr, done
        found = json.loads(done.stdout)["definition"]
        print(json.dumps(found))
        assert found["range"] == {"lowest": "C-1", "highest": "G9"}, found
        assert found["latency_ms"] == 20, "options count for more"
        assert "transposition" not in found and "polyphony" not in found, found
        assert [one["cc"] for one in found["controllers"]] == [64], found

        both = teach("Synths", "--section", "Synth", "--probe", SYNTH)
        assert both.returncode == 2, "a section is refused before anything is played"

        missing = teach("Bass", "--probe", str(folder / "nothing.clap"))
        assert missing.returncode == 1, missing
        assert "nothing.clap" in missing.stderr, missing.stderr
        assert len(missing.stderr.strip().splitlines()) == 1, missing.stderr
        assert not list((folder / "tmp").iterdir()), "temporary files are left"
    print("probe_plugin_test: all is well")


if __name__ == "__main__":
    main()
