# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""MIDI files for compare_peers.py: plain ones that every reader has to understand alike, and ones
that are broken. The same each time."""

import random
import struct


def number(value):
    digits = [value & 127]
    while value := value >> 7:
        digits.append(value & 127 | 128)
    return bytes(reversed(digits))


def meta(kind, content):
    return bytes([0xFF, kind]) + number(len(content)) + content


def chunk(name, content):
    return name + struct.pack(">I", len(content)) + content


class Track:
    """Random events, each note ended, with running status now and then."""

    def __init__(self, rng, index):
        self.rng, self.bytes, self.running = rng, b"", None
        self.sounding = set()
        if rng.random() < 0.8:
            self.put(meta(3, f"Part {index}".encode()))
        if index == 0:
            self.put(meta(0x58, bytes([rng.randint(1, 12), rng.randint(0, 4), 24, 8])))

    def put(self, event, delta=0):
        self.bytes += number(delta) + event
        self.running = None

    def message(self, delta, *message):
        rng = self.rng
        if self.running == message[0] and rng.random() < 0.6:
            self.bytes += number(delta) + bytes(message[1:])
        else:
            self.bytes += number(delta) + bytes(message)
        self.running = message[0]

    def event(self):
        rng = self.rng
        delta = rng.choice([0, 0, 1, 24, 127, 128, 480, 16383, 16384, rng.randint(0, 40000)])
        channel, key = rng.randint(0, 15), rng.randint(0, 127)
        kind = rng.random()
        if kind < 0.4 and (channel, key) not in self.sounding:
            self.sounding.add((channel, key))
            self.message(delta, 0x90 | channel, key, rng.randint(1, 127))
        elif kind < 0.6 and self.sounding:
            self.end(delta)
        elif kind < 0.75:
            self.message(delta, 0xB0 | channel, key, rng.randint(0, 127))
        elif kind < 0.8:
            self.message(delta, rng.choice([0xC0, 0xD0]) | channel, key)
        elif kind < 0.87:
            self.message(delta, rng.choice([0xA0, 0xE0]) | channel, key, rng.randint(0, 127))
        elif kind < 0.9:
            self.put(b"\xF0" + number(6) + bytes(rng.randint(0, 127) for _ in range(5)) + b"\xF7",
                     delta)
        elif kind < 0.95:
            self.put(meta(0x51, struct.pack(">I", rng.randint(100_000, 2_000_000))[1:]), delta)
        else:
            self.put(meta(rng.choice([1, 2, 5, 6, 7, 0x7F]), b"text" * rng.randint(0, 50)), delta)

    def end(self, delta):
        channel, key = self.rng.choice(sorted(self.sounding))
        self.sounding.remove((channel, key))
        if self.rng.random() < 0.5:
            self.message(delta, 0x80 | channel, key, 64)
        else:
            self.message(delta, 0x90 | channel, key, 0)

    def finish(self):
        while self.sounding:
            self.end(self.rng.randint(0, 100))
        self.put(meta(0x2F, b""), self.rng.randint(0, 960))
        return self.bytes


def plain(rng):
    format = rng.choice([0, 1, 1, 1])
    tracks = []
    for index in range(1 if format == 0 else rng.randint(1, 8)):
        track = Track(rng, index)
        for _ in range(rng.randint(0, 120)):
            track.event()
        tracks.append(track.finish())
    header = struct.pack(">HHH", format, len(tracks), rng.choice([24, 96, 120, 480, 960, 32767]))
    return chunk(b"MThd", header) + b"".join(chunk(b"MTrk", each) for each in tracks)


def broken(rng):
    data = bytearray(plain(rng))
    for _ in range(rng.choice([1, 1, 2, 5])):
        at = rng.randrange(len(data))
        what = rng.random()
        if what < 0.4:
            data[at] ^= 1 << rng.randint(0, 7)
        elif what < 0.6:
            data[at] = rng.choice([0, 0x7F, 0x80, 0xF0, 0xF4, 0xF7, 0xFF])
        elif what < 0.75:
            del data[at:]
        elif what < 0.85:
            del data[at:at + rng.randint(1, 8)]
        elif what < 0.95:
            data[at:at] = bytes(rng.randint(0, 255) for _ in range(rng.randint(1, 8)))
        else:
            data += bytes(rng.randint(0, 255) for _ in range(rng.randint(1, 20)))
        if not data:
            data = bytearray(b"M")
    return bytes(data)


def write_all(folder, plains=300, brokens=1000):
    """Writes them; returns their paths."""
    rng = random.Random(14)
    paths = []
    for count, what in ((plains, plain), (brokens, broken)):
        for index in range(count):
            path = folder / f"{what.__name__}-{index:04}.mid"
            path.write_bytes(what(rng))
            paths.append(path)
    return paths
