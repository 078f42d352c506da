# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The low cut, by scipy's Butterworth filter. Usage: sixty_four_reference.py PLAYER PLUGIN…"""

import recording
import numpy as np
from scipy import signal


def test(play, check):
    exact = np.random.default_rng(1).uniform(-0.5, 0.5, (24000, 2))
    for hz, block in [(10, 512), (20, 100), (500, 64)]:
        sections = signal.butter(2, hz, "high", fs=recording.RATE, output="sos")
        for kind, allowed in [(np.float64, 1e-11), (np.float32, 1e-7)]:
            samples = exact.astype(kind)
            theirs = signal.sosfilt(sections, samples.astype(np.float64), axis=0)
            ours, _ = play(samples, block=block, params={"Frequency": f"{hz} Hz"})
            check(f"{hz} Hz, {np.dtype(kind).name}", ours, theirs, allowed)
    # What floats cannot hold comes out as it went in.
    ours, _ = play(exact, params={"Bypass": "On"})
    check("bypassed, every bit", ours, exact, 0)


recording.main(test, recording.Player)
