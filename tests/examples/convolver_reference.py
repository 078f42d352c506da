# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The reverb, by scipy's convolution. Usage: convolver_reference.py ATTACCA PLUGIN…"""

import recording
import numpy as np
from scipy import signal

PART = 512


def impulse(seconds, channel):
    count, seed = int(np.float32(seconds) * recording.RATE), channel + 1
    noise = np.empty(count)
    for n in range(count):
        seed = (seed * 1664525 + 1013904223) & 0xFFFFFFFF
        noise[n] = seed / 2147483648 - 1
    taps = noise * 10 ** (-3 * np.arange(count) / count)
    return taps / np.sqrt(np.sum(taps ** 2))


def reverb(samples, seconds, mix):
    wet = np.stack([signal.fftconvolve(samples[:, c].astype(np.float64), impulse(seconds, c))
                    for c in range(2)], axis=1)[: len(samples)]
    return recording.delayed((1 - mix) * samples + mix * wet, PART)


def test(record, check):
    samples = recording.noise(48000, level=0.25)
    check("the room that it begins with", record(samples, block=300), reverb(samples, 1, 0.3), 2e-6)
    # The saved state is there before the first block: so is its room.
    state = record.folder / "state"
    record(samples[:4800], params={"Room Size": "0.25 s", "Mix": "1"}, options=["--save-state", state])
    ours = record(samples, block=1024, options=["--state", state])
    check("the room of a loaded state", ours, reverb(samples, 0.25, 1), 2e-6)
    # A value that comes with the first block: the room is made in the background, in real time.
    samples = recording.noise(4 * 48000, level=0.25)
    ours = record(samples, params={"Room Size": "2 s"}, real_time=True)
    check("a room that is made in the background, after three seconds", ours[-48000:],
          reverb(samples, 2, 0.3)[-48000:], 2e-6)
    check("bypassed, it still delays", record(samples[:9600], params={"Bypass": "On"}),
          recording.delayed(samples[:9600], PART), 1e-6)


recording.main(test)
