# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Notes as sines, by numpy. Usage: sine_reference.py ATTACCA PLUGIN…"""

import recording
import midi
import numpy as np

FRAMES = 48000
STEP = 1 / (0.005 * midi.RATE)


def note(key, velocity, begin, end, bends=()):
    pitches = np.full(FRAMES, float(key))
    for at, semitones in bends:
        pitches[at:] = key + semitones
    tone = np.sin(2 * np.pi * midi.phase(pitches, begin))
    return tone * midi.ramps(FRAMES, begin, end, STEP, STEP) * velocity


def test(record, check):
    events = [(1000, [0x90, 69, 127]), (5000, [0x91, 60, 64]), (7500, [0x90, 72, 100]),
              (12000, [0xE0, 0, 96]), (20000, [0x80, 69, 0]), (20025, [0x91, 60, 0]),
              (30000, [0xE0, 0, 64]), (40000, [0x80, 72, 64])]
    bends = [(12000, 4096 / 8191 * 2), (30000, 0)]
    heard = (note(69, 1, 1000, 20000, bends) + note(60, 64 / 127, 5000, 20025) +
             note(72, 100 / 127, 7500, 40000, bends))
    theirs = np.stack([heard, heard], axis=1) * 10 ** (-12 / 20)
    for block in (512, 100, 7):
        ours = record(np.zeros((FRAMES, 2), np.float32), block=block, midi=midi.file_of(events))
        check(f"three notes and a bend, blocks of {block}", ours, theirs, 2e-6)
    ours = record(np.zeros((FRAMES, 2), np.float32), midi=midi.file_of(events),
                  params={"Gain": "0 dB"})
    check("louder", ours, theirs * 10 ** (12 / 20), 8e-6)


recording.main(test)
