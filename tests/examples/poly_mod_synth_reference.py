# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A synth played by MPE, by numpy. Usage: poly_mod_synth_reference.py ATTACCA PLUGIN…"""

import recording
import midi
import numpy as np

FRAMES = 48000
RISE = 1 / (5.0 / 1000 * midi.RATE)
FALL = 1 / (50.0 / 1000 * midi.RATE)
LEVEL = 10 ** (-18 / 20)


def curve(start, points):
    values = np.full(FRAMES, float(start))
    for at, value in points:
        values[at:] = value
    return values


def note(key, velocity, begin, end, bends=(), pressures=()):
    turns = 2 * np.pi * midi.phase(key + curve(0, bends), begin)
    timbre = np.minimum(0.25 + curve(0, pressures), 1)
    tone = np.sin(turns) + timbre * np.sin(2 * turns)
    return tone * midi.ramps(FRAMES, begin, end, RISE, FALL) * velocity * LEVEL


def test(record, check):
    def bend(channel, semitones, range_of):
        value = round(semitones / range_of * 8191) if semitones > 0 else round(semitones / range_of * 8192)
        return [0xE0 | channel, (value + 8192) & 0x7F, (value + 8192) >> 7]

    configuration = [(0, [0xB0, 101, 0]), (0, [0xB0, 100, 6]), (0, [0xB0, 6, 15])]
    events = configuration + [
        (1000, [0x91, 60, 127]), (2000, [0x92, 64, 90]),
        (10000, bend(1, 7, 48)), (15000, [0xD2, 64]), (20000, bend(0, -1, 2)),
        (30000, [0x81, 60, 0]), (35000, [0x82, 64, 0])]
    up, down = round(7 / 48 * 8191) / 8191 * 48, -1.0
    heard = (note(60, 1, 1000, 30000, [(10000, up), (20000, up + down)]) +
             note(64, 90 / 127, 2000, 35000, [(20000, down)], [(15000, 64 / 127)]))
    theirs = np.stack([heard, heard], axis=1)
    for block in (512, 64):
        ours = record(np.zeros((FRAMES, 2), np.float32), block=block, midi=midi.file_of(events))
        check(f"MPE: a bend and a pressure of one note each, a bend of all, blocks of {block}",
              ours, theirs, 5e-6)


recording.main(test)
