#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Writes canon.mid: the beginning of Johann Pachelbel's Canon in D (about 1690) for a string quartet,
three parts in canon over the ground of the cello. The music is in the public domain; this setting of
it is ours.

Usage: make_canon.py FILE
"""
import struct
import sys

TICKS = 480  # a quarter note
TEMPO = 96
# Two bars of four quarters each; the other voices follow two bars later.
GROUND = "D3 A2 B2 F#2 G2 D2 G2 A2"
CANON = [
    # one note a quarter
    (1.0, "F#5 E5 D5 C#5 B4 A4 B4 C#5"),
    (1.0, "D5 C#5 B4 A4 G4 F#4 G4 E4"),
    # eighths
    (0.5, "D4 F#4 A4 G4 F#4 D4 F#4 E4 D4 B3 D4 A4 G4 B4 A4 G4"),
    (0.5, "F#4 D4 E4 C#5 D5 F#5 A5 A4 B4 G4 A4 F#4 D4 D5 D5 C#5"),
    # sixteenths
    (0.25, "D5 C#5 D5 D4 C#4 A4 E4 F#4 D4 D5 C#5 B4 C#5 F#5 A5 B5 "
           "G5 F#5 E5 G5 F#5 E5 D5 C#5 B4 A4 G4 F#4 E4 G4 F#4 E4"),
]
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def key(name):
    return STEPS[name[0]] + name.count("#") + 12 * (int(name[-1]) + 1)


def line(lengths_and_notes, start):
    """(beat, key, length in beats) of notes one after the other."""
    out = []
    for length, names in lengths_and_notes:
        for name in names.split():
            out.append((start, key(name), length))
            start += length
    return out, start


def number(value):
    out = bytes([value & 0x7F])
    while value := value >> 7:
        out = bytes([value & 0x7F | 0x80]) + out
    return out


def track(events):
    """Events as (tick, order, bytes)."""
    data, now = b"", 0
    for tick, _, event in sorted(events):
        data += number(tick - now) + event
        now = tick
    data += b"\x00\xff\x2f\x00"
    return b"MTrk" + struct.pack(">I", len(data)) + data


def meta(kind, data):
    return b"\xff" + bytes([kind]) + number(len(data)) + data


def part(name, program, channel, notes, velocity):
    events = [(0, 0, meta(3, name.encode())), (0, 1, bytes([0xC0 | channel, program]))]
    for beat, pitch, length in notes:
        accent = 10 if beat % 4 == 0 else 0
        start, end = round(beat * TICKS), round((beat + length * 0.95) * TICKS)
        events.append((start, 3, bytes([0x90 | channel, pitch, velocity + accent])))
        events.append((end, 2, bytes([0x80 | channel, pitch, 64])))
    return track(events)


def main():
    voices = []
    end = 0
    for entry in (8, 16, 24):
        notes, after = line(CANON, entry)
        voices.append(notes)
        end = max(end, after)
    ground = []
    at = 0
    while at < end:
        notes, at = line([(1.0, GROUND)], at)
        ground += notes
    # Everybody ends on the tonic.
    ground.append((end, key("D3"), 4.0))
    for voice, pitch in zip(voices, ("D5", "A4", "F#4")):
        stop = voice[-1][0] + voice[-1][2]
        while stop < end:  # voices that are done early hold the chord's notes
            voice.append((stop, key(pitch), 1.0))
            stop += 1.0
        voice.append((end, key(pitch), 4.0))
    conductor = track([(0, 0, meta(3, b"Canon in D (J. Pachelbel)")),
                       (0, 1, meta(0x51, struct.pack(">I", 60_000_000 // TEMPO)[1:])),
                       (0, 2, meta(0x58, bytes([4, 2, 24, 8]))),
                       (0, 3, meta(0x59, bytes([2, 0])))])
    tracks = [conductor,
              part("Violin I", 40, 0, voices[0], 84),
              part("Violin II", 40, 1, voices[1], 78),
              part("Viola", 41, 2, voices[2], 76),
              part("Cello", 42, 3, ground, 80)]
    with open(sys.argv[1], "wb") as file:
        file.write(b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), TICKS) + b"".join(tracks))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
