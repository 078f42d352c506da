# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Drums under their envelopes, by numpy; a program change picks the kit that the next hits have.
Usage: drums_reference.py ATTACCA PLUGIN…"""

import recording
import midi
import numpy as np

FRAMES = 48000
SILENT = 1e-4
LEVEL = 10 ** (-6 / 20)
# frequency, sweep, decay, tone, noise
KITS = [{36: (45, 3, 0.15, 1, 0), 38: (180, 0.5, 0.09, 0.5, 0.5), 42: (9000, 0, 0.05, 0.1, 0.6)},
        {36: (60, 5, 0.06, 1, 0), 38: (220, 0.8, 0.05, 0.4, 0.6), 42: (8000, 0, 0.02, 0.1, 0.6)}]


def noise(count):
    state, values = 1, np.empty(count)
    for i in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values[i] = state / 2**31 - 1
    return values


NOISE = noise(FRAMES)


def hit(kit, key, velocity, begin, end=FRAMES):
    frequency, sweep, decay, tone, hiss = KITS[kit][key]
    envelope = np.exp(-np.arange(end - begin) / (decay * midi.RATE))
    envelope[envelope < SILENT] = 0
    turns = np.cumsum(frequency * (1 + sweep * envelope**2) / midi.RATE)
    sine = np.sin(2 * np.pi * np.concatenate([[0], turns[:-1]]))
    heard = np.zeros(FRAMES)
    heard[begin:end] = velocity * envelope * (tone * sine + hiss * NOISE[: end - begin])
    return heard


def test(record, check):
    events = [(0, [0x99, 36, 127]), (6000, [0x99, 42, 64]), (9000, [0x99, 42, 100]),
              (12000, [0xC9, 3]), (12025, [0x99, 38, 90]), (12050, [0x90, 60, 90]),
              (12075, [0x89, 36, 0]), (30000, [0xC0, 2]), (30000, [0x99, 36, 20])]
    theirs = LEVEL * (hit(0, 36, 1, 0, 30000) + hit(0, 42, 64 / 127, 6000, 9000) +
                      hit(0, 42, 100 / 127, 9000) + hit(1, 38, 90 / 127, 12025) +
                      hit(0, 36, 20 / 127, 30000))
    theirs = np.stack([theirs, theirs], axis=1)
    silence = np.zeros((FRAMES, 2), np.float32)
    for block in (512, 100, 7):
        ours = record(silence, block=block, midi=midi.file_of(events))
        check(f"five hits in two kits, blocks of {block}", ours, theirs, 2e-6)
    ours = record(silence, midi=midi.file_of(events), options=["--profile", "hostile"])
    check("in a host that lends no threads", ours, theirs, 2e-6)


recording.main(test)
