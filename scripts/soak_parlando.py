#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Parlando under load: many musicians in our host, whose tracks are renamed all the time, played by a
conductor that is ended or killed again and again.

After each restart all musicians have to be there under their newest names, and to sound when they are
played; at the end nothing sounds, and the host has found nothing on the audio thread.

Usage: soak_parlando.py BUILD_DIR [--seconds 300] [--musicians 100]
"""

import argparse
import json
import os
import pathlib
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

RENAMES_A_SECOND = 20


class Conductor:
    """`parlando conduct`, and its control socket."""

    def __init__(self, program, folder, port):
        self.process = subprocess.Popen([program, "conduct", "--page", "off", "--quiet"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.path = folder / "parlando" / f"{port}.sock"
        self.socket = None
        self.lines = None
        end = time.monotonic() + 10
        while self.socket is None:
            try:
                self.socket = socket.socket(socket.AF_UNIX)
                self.socket.connect(str(self.path))
            except OSError:
                self.socket.close()
                self.socket = None
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
        self.lines = self.socket.makefile("r")

    def ask(self, **request):
        self.socket.sendall((json.dumps(request) + "\n").encode())
        answer = json.loads(self.lines.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["ok"]

    def end(self, how):
        self.process.send_signal(how)
        self.process.wait()
        self.socket.close()


def write_script(path, musicians, seconds):
    """Renames for the host; returns for each track its (time, name)."""
    rng = random.Random(1)
    names = {number: [(0.0, f"Desk {number}")] for number in range(1, musicians + 1)}
    with open(path, "w") as file:
        for step in range(int(seconds * RENAMES_A_SECOND)):
            moment = step / RENAMES_A_SECOND
            number = rng.randrange(1, musicians + 1)
            name = f"Desk {number} {rng.choice(['Violine', '声', 'Oboe d’amore', 'غناء'])} {step}"
            names[number].append((moment, name))
            file.write(f"track {number}\n{moment:.3f} name \"{name}\"\n")
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--musicians", type=int, default=100)
    args = parser.parse_args()
    build = args.build.resolve()
    parlando, attacca = build / "bin/parlando", build / "bin/attacca"
    musician = f"{build}/plugins/Parlando Musician.clap#org.attacca.parlando.musician"
    failures, found, played, late, rounds = [], [], 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="attacca-soak-") as folder:
        folder = pathlib.Path(folder)
        os.chmod(folder, 0o700)
        port = 21000 + os.getpid() % 8000
        os.environ.update(XDG_RUNTIME_DIR=str(folder), XDG_STATE_HOME=str(folder / "state"),
                          XDG_CONFIG_HOME=str(folder / "config"),
                          PARLANDO_CONDUCTOR=f"127.0.0.1:{port}",
                          PARLANDO_TRANSPORT=f"127.0.0.1:{port + 1}")
        names = write_script(folder / "script", args.musicians, args.seconds)
        host = subprocess.Popen(
            [attacca, "run", *[musician] * args.musicians, "--track",
             *[f"Desk {number}" for number in range(1, args.musicians + 1)], "--script", folder / "script",
             "--seconds", str(args.seconds + 20), "--block", "512", "--json"],
            stdout=open(folder / "run.json", "w"), stderr=subprocess.PIPE, text=True)
        began = time.monotonic()
        rng = random.Random(2)
        while time.monotonic() - began < args.seconds - 12:
            rounds += 1
            conductor = Conductor(parlando, folder, port)
            since = time.monotonic()
            there = []
            while len(there) < args.musicians and time.monotonic() - since < 12 and host.poll() is None:
                there = conductor.ask(do="list")["musicians"]
                time.sleep(0.05)
            if len(there) < args.musicians:
                failures.append(f"round {rounds}: {len(there)} of {args.musicians} musicians after 12 s")
                conductor.end(signal.SIGKILL)
                break
            found.append(time.monotonic() - since)
            until = time.monotonic() + rng.uniform(2, 6)
            while time.monotonic() < until:
                one = rng.choice(there)["id"]
                phrase = conductor.ask(do="send", to=one, wait=True,
                                       event={"kind": "note", "key": rng.randrange(36, 84), "ms": 50})
                played += phrase["notes"]
                late += phrase["late"]
                if phrase["notes_sounded"] != phrase["notes"]:
                    failures.append(f"round {rounds}: a note of {one} did not sound: {phrase}")
            # Not ended: the musicians have to end it by themselves.
            held = rng.choice(there)["id"]
            conductor.ask(do="send", to=held, event={"kind": "on", "key": 60, "velocity": 0.5})
            conductor.end(rng.choice([signal.SIGKILL, signal.SIGTERM]))
            time.sleep(rng.choice([0, 1.2]))
        conductor = Conductor(parlando, folder, port)
        # The host began to play somewhat later than this program to count.
        newest = {names[number][-1][1] for number in names}
        end = began + args.seconds + 9
        there = conductor.ask(do="list")["musicians"]
        while time.monotonic() < end and {one["name"] for one in there} != newest:
            time.sleep(0.1)
            there = conductor.ask(do="list")["musicians"]
        end = time.monotonic() + 7  # a heartbeat says what sounds
        while time.monotonic() < end and any(one["sounding"] for one in there):
            time.sleep(0.2)
            there = conductor.ask(do="list")["musicians"]
        hanging = [one["name"] for one in there if one["sounding"]]
        if hanging:
            failures.append(f"notes hang at {hanging[:6]}")
        if {one["name"] for one in there} != newest:
            wrong = sorted({one["name"] for one in there} ^ newest)
            failures.append(f"names at the end differ: {wrong[:6]}")
        conductor.end(signal.SIGTERM)
        errors = host.communicate(timeout=60)[1]
        run = json.loads((folder / "run.json").read_text())
        offences = sum(plugin["audio_thread_offences"] for plugin in run["plugins"])
        if offences:
            failures.append(f"{offences} allocations, locks or system calls on the audio thread")
        grave = [rule for plugin in run["plugins"] for rule in plugin["broken_rules"] if rule["grave"]]
        failures += [f"broken rule: {rule['what']}" for rule in grave[:5]]
        if host.returncode not in (0, 1):
            failures.append(f"the host: {errors.strip()}")
        engine = run["engine"]
    print(f"{args.musicians} musicians, {args.seconds:.0f} s, {sum(len(n) - 1 for n in names.values())} renames, "
          f"{rounds} conductors ended or killed")
    if found:
        print(f"all found again after {statistics.median(found):.2f} s in the median, "
              f"{max(found):.2f} s at most; {played} notes sent at once, {late} late")
    print(f"{engine['late_callbacks']} of {engine['callbacks']} callbacks late, {offences} offences")
    for failure in failures:
        print("FAIL " + failure)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
