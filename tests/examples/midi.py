# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Standard MIDI files whose events lie on exact samples of 48 kHz, and notes worked out in numpy."""

import numpy as np

RATE = 48000
TICK = 25  # samples: 960 ticks a quarter note at 120 beats a minute


def file_of(events):
    """The bytes of a file with `events`: (sample, bytes of a MIDI message), samples by 25."""
    def variable(number):
        out = [number & 0x7F]
        while number := number >> 7:
            out.insert(0, number & 0x7F | 0x80)
        return bytes(out)

    track, now = b"", 0
    for sample, message in sorted(events, key=lambda event: event[0]):
        assert sample % TICK == 0
        track += variable(sample // TICK - now) + bytes(message)
        now = sample // TICK
    track += b"\x00\xff\x2f\x00"
    return (b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x03\xc0" +
            b"MTrk" + len(track).to_bytes(4, "big") + track)


def hertz(pitch):
    return 440 * 2 ** ((np.asarray(pitch, dtype=np.float64) - 69) / 12)


def phase(pitches, begin):
    """Turns at each sample: 0 at `begin`; `pitches` is the key at each sample."""
    steps = np.where(np.arange(len(pitches)) >= begin, hertz(pitches) / RATE, 0)
    return np.concatenate([[0], np.cumsum(steps)[:-1]])


def ramps(frames, begin, end, up, down):
    """An envelope that rises by `up` a sample from `begin` on and falls by `down` from `end` on."""
    rising = np.clip((np.arange(frames) - begin + 1) * up, 0, 1)
    top = rising[end - 1] if end > begin else 0
    falling = np.clip(top - (np.arange(frames) - end + 1) * down, 0, 1)
    return np.where(np.arange(frames) < begin, 0, np.where(np.arange(frames) < end, rising, falling))
