# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What the meter tells the host. Usage: meter_reference.py PLAYER PLUGIN…"""

import recording
import numpy as np
from scipy import signal


def test(play, check):
    for frames in (480, 48000):
        samples = recording.noise(frames) * np.linspace(1, 0.2, frames, dtype=np.float32)[:, None]
        samples[:, 1] *= 0.5
        heard, values = play(samples, block=480)
        check(f"{frames} frames: the audio stays as it is", heard, samples, 0)
        # The peak falls by 20 dB a second, at the beginning of each block.
        blocks = np.abs(samples).reshape(-1, 480 * 2).max(axis=1)
        ages = np.arange(len(blocks))[::-1] * 480 / recording.RATE
        peak = np.max(20 * np.log10(blocks) - 20 * ages)
        pole = np.exp(-1 / (0.3 * recording.RATE))
        mean = signal.lfilter([1 - pole], [1, -pole], samples.astype(np.float64) ** 2, axis=0)[-1]
        for name, theirs in (("Peak", peak), ("RMS", 10 * np.log10(mean.max()))):
            ours = float(values[name].split()[0])
            check(f"{frames} frames: {name}", np.array([ours]), np.array([theirs]), 0.011)


recording.main(test, recording.Player)
