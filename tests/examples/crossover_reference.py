# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The bands, by scipy's Butterworth filters. Usage: crossover_reference.py PLAYER PLUGIN…"""

import recording
import numpy as np
from scipy import signal


def half(samples, hz, kind):
    sections = signal.butter(2, hz, kind, fs=recording.RATE, output="sos")
    return signal.sosfilt(np.concatenate([sections, sections]), samples, axis=0)


def bands(samples, lower, upper):
    low, rest = half(samples, lower, "low"), half(samples, lower, "high")
    low = half(low, upper, "low") + half(low, upper, "high")
    return [low, half(rest, upper, "low"), half(rest, upper, "high")]


def test(play, check):
    samples = recording.noise(24000)
    for lower, upper, block in [(200, 2000, 512), (80, 12000, 100), (1000, 1000, 64)]:
        heard, _ = play(samples, block=block, params={"Low to Mid": f"{lower} Hz",
                                                      "Mid to High": f"{upper} Hz"})
        low, mid, high = expected = bands(samples.astype(np.float64), lower, upper)
        for name, ours, theirs in zip(["sum", "low", "mid", "high"], np.split(heard, 4, axis=1),
                                      [low + mid + high, *expected]):
            check(f"{lower} and {upper} Hz, {name}", ours, theirs, 1e-6)
    # The sum is an all-pass: as much of every frequency as there was.
    click = np.zeros((recording.RATE, 2), np.float32)
    click[0] = 1
    heard, _ = play(click)
    spectrum = np.abs(np.fft.rfft(heard[:, 0]))
    check("the sum has every frequency as loud as the input", spectrum, np.ones_like(spectrum), 1e-4)


recording.main(test, recording.Player)
