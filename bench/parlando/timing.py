#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""How exactly OSC becomes MIDI: Parlando's musician, and what is used today, in one run.

A JACK client (jackd -d dummy) records on which sample each note arrives; the sender keeps the wall
clock's time at which each note was to sound. Both are compared.

Usage: timing.py MUSICIAN [--notes N] [--period FRAMES]
  MUSICIAN  the musician as a program of its own: build/programs/parlando_musician
Needs jackd2, and from PyPI JACK-Client, python-rtmidi, python-osc.
"""
import argparse
import ctypes
import json
import os
import pathlib
import random
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import jack

HERE = pathlib.Path(__file__).resolve().parent
RATE = 48000
NTP = 2_208_988_800
# JACK's filtered clock, which the Python package leaves out.
CLOCK = ctypes.CDLL("libjack.so.0")
CLOCK.jack_frames_to_time.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
CLOCK.jack_frames_to_time.restype = CLOCK.jack_get_time.restype = ctypes.c_uint64


def pad(data):
    return data + b"\0" * (-len(data) % 4)


def message(address, types, *values):
    out = pad(address.encode() + b"\0") + pad(b"," + types.encode() + b"\0")
    for kind, value in zip((t for t in types if t not in "TF"), values):
        out += pad(value.encode() + b"\0") if kind == "s" else struct.pack(
            {"i": ">i", "h": ">q", "f": ">f", "d": ">d", "t": ">Q"}[kind], value)
    return out


def tag(seconds):
    whole = int(seconds)
    return ((whole + NTP) << 32) | int((seconds - whole) * 2**32)


def bundle(when, *elements):
    head = b"#bundle\0" + struct.pack(">Q", when)
    return head + b"".join(struct.pack(">i", len(e)) + e for e in elements)


class Recorder:
    """The frames of JACK's clock on which notes arrive."""

    def __init__(self):
        self.client = jack.Client("recorder")
        self.pointer = int(jack._ffi.cast("uintptr_t", self.client._ptr))
        self.port = self.client.midi_inports.register("in")
        self.heard = []
        self.client.set_process_callback(self.process)
        self.client.activate()

    def process(self, _):
        start = self.client.last_frame_time
        for offset, data in self.port.incoming_midi_events():
            data = bytes(data)
            if len(data) == 3 and data[0] & 0xF0 == 0x90 and data[2] > 0:
                # Now, as the filter's idea of a frame's time goes on changing.
                when = CLOCK.jack_frames_to_time(self.pointer, start + offset) / 1e6
                self.heard.append((start + offset, data[1], when))

    def offset(self):
        """What lies between JACK's clock and the wall clock, in seconds."""
        best = None
        for _ in range(20):
            before = time.time()
            mine = CLOCK.jack_get_time() / 1e6
            after = time.time()
            if best is None or after - before < best[0]:
                best = (after - before, (before + after) / 2 - mine)
        return best[1]

    def connect(self, source):
        for _ in range(100):
            names = [p.name for p in self.client.get_ports(is_midi=True, is_output=True)
                     if source in p.name]
            try:
                if names:
                    self.client.connect(names[0], self.port)
                    return
            except jack.JackError:
                pass  # it is there, and not yet active
            time.sleep(0.1)
        sys.exit(f"timing: there is no MIDI port of {source}")


class Parlando:
    """The musician as a program of its own; this script is its conductor."""

    def __init__(self, program):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(10)
        transport = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        transport.bind(("127.0.0.1", 0))
        self.keep = transport
        env = dict(os.environ, PARLANDO_CONDUCTOR=f"127.0.0.1:{self.socket.getsockname()[1]}",
                   PARLANDO_TRANSPORT=f"127.0.0.1:{transport.getsockname()[1]}")
        self.process = subprocess.Popen(
            [program, "--backend", "jack", "--no-editor", "--no-state"], env=env,
            stdout=subprocess.DEVNULL)
        self.id, self.port = self.meet()
        self.seq = 0
        self.pulse = 0
        self.pulsed = 0.0

    def meet(self):
        while True:
            data, _ = self.socket.recvfrom(8192)
            at = data.find(b"/parlando/announce")
            if at >= 0:
                start = at + 20 + len(pad(data[at + 20:data.index(b"\0", at + 20) + 1]))
                ident, _, _, port = struct.unpack(">qiqi", data[start:start + 24])
                return ident, port

    def send(self, packet):
        self.socket.sendto(packet, ("127.0.0.1", self.port))

    def beat(self):
        """The conductor's pulse, without which a musician falls silent."""
        if time.time() - self.pulsed > 0.2:
            self.pulsed = time.time()
            self.pulse += 1
            self.send(message("/parlando/pulse", "hitF", 1, self.pulse, tag(time.time())))

    def note(self, key, when, immediate):
        self.seq += 1
        self.send(bundle(1 if immediate else tag(when),
                         message("/parlando/note", "hiififid"[:2] + "ifiid", self.id, self.seq, key,
                                 0.8, 0, -1, 0.02)))

    def close(self):
        self.process.terminate()
        self.process.wait()


class Bridge:
    def __init__(self, _program):
        probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        probe.bind(("127.0.0.1", 0))
        self.port = probe.getsockname()[1]
        probe.close()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.process = subprocess.Popen([sys.executable, str(HERE / "bridge.py"), str(self.port),
                                         "bridge"], stdout=subprocess.PIPE, text=True)
        self.process.stdout.readline()

    def beat(self):
        pass

    def note(self, key, _when, _immediate):
        self.socket.sendto(message("/note", "if", key, 0.8), ("127.0.0.1", self.port))

    def close(self):
        self.process.terminate()
        self.process.wait()


def sleep_until(moment, beat):
    while (left := moment - time.time()) > 0:
        beat()
        time.sleep(min(left, 0.05) if left > 0.002 else 0)


def play(player, recorder, count, lead, immediate):
    """Notes at odd times; the errors in seconds, and how many did not arrive."""
    rng = random.Random(7)
    recorder.heard.clear()
    due = []
    moment = time.time() + 0.5
    for i in range(count):
        moment += rng.uniform(0.004, 0.02)
        sleep_until(moment - lead, player.beat)
        key = 30 + i % 60
        sent = time.time()
        player.note(key, moment, immediate)
        due.append((moment if lead else sent, key))
    end = time.time() + 1
    while time.time() < end:
        player.beat()
        time.sleep(0.05)
    heard = sorted(recorder.heard)
    errors = []
    offset = recorder.offset()
    for (when, key), (_, got, heard_at) in zip(due, heard):
        if key != got:
            break  # one was lost: what follows cannot be told apart
        errors.append(heard_at + offset - when)
    return errors, count - len(heard)


def row(name, errors, lost):
    ms = sorted(e * 1000 for e in errors)
    if not ms:
        return f"| {name} | nothing arrived | | | | {lost} |"
    spread = ms[int(len(ms) * 0.999)] - ms[0]
    return (f"| {name} | {statistics.median(ms):.3f} | {ms[0]:.3f} | {ms[int(len(ms) * 0.99)]:.3f} | "
            f"{statistics.pstdev(ms):.3f} | {spread:.3f} | {lost} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("musician")
    parser.add_argument("--notes", type=int, default=2000)
    parser.add_argument("--period", type=int, default=256)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JACK_DEFAULT_SERVER"] = f"timing{os.getpid()}"
        os.environ["JACK_NO_START_SERVER"] = "1"
        log = open(pathlib.Path(folder) / "jack", "w")
        server = subprocess.Popen(["jackd", "-n", os.environ["JACK_DEFAULT_SERVER"], "-S", "-r", "-t", "20000", "-d", "dummy", "-r", str(RATE), "-p",
                                   str(args.period)], stdout=log, stderr=log)
        time.sleep(1.5)
        try:
            recorder = Recorder()
            print(f"{args.notes} notes each, JACK with {args.period} frames at {RATE} Hz "
                  f"({args.period / RATE * 1000:.2f} ms a period); in ms after they were due\n")
            print("| | median | least | 99 % | standard deviation | spread (99.9 %) | lost |")
            print("|---|---|---|---|---|---|---|")
            for name, make, source, lead, immediate in (
                    ("Parlando, tagged 50 ms ahead", Parlando, "arlando", 0.05, False),
                    ("Parlando, untagged", Parlando, "arlando", 0, True),
                    ("python-osc and python-rtmidi", Bridge, "bridge", 0, True)):
                player = make(args.musician)
                try:
                    recorder.connect(source)
                    time.sleep(2)  # the clocks' filters settle
                    errors, lost = play(player, recorder, args.notes, lead, immediate)
                finally:
                    player.close()
                print(row(name, errors, lost), flush=True)
                time.sleep(0.5)
            recorder.client.deactivate()
            recorder.client.close()
        finally:
            server.kill()  # it waits for its clients otherwise
            server.wait()


if __name__ == "__main__":
    main()
