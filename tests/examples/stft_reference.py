# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The spectral gate, by numpy. Usage: stft_reference.py ATTACCA PLUGIN…"""

import recording
import numpy as np
from scipy import signal

SIZE, HOP = 1024, 256


def gate(channel, decibels):
    limit = 10 ** (decibels / 20) * SIZE / 4
    window = signal.get_window("hann", SIZE)
    padded = np.concatenate([np.zeros(SIZE - HOP), channel.astype(np.float64), np.zeros(2 * SIZE)])
    out = np.zeros(len(padded) + SIZE)
    for at in range(0, len(padded) - SIZE + 1, HOP):
        bins = np.fft.rfft(padded[at: at + SIZE] * window)
        power = np.abs(bins) ** 2
        out[at: at + SIZE] += np.fft.irfft(bins * power / (power + limit ** 2)) * window / 1.5
    # out[0] belongs to a frame that ends with the first HOP samples: it is heard after these.
    return np.concatenate([np.zeros(HOP), out])[: len(channel)]


def test(record, check):
    samples = recording.noise(24000)
    samples[:, 1] *= np.linspace(0, 1, len(samples), dtype=np.float32)
    for decibels, block in [(-60, 512), (-40, 100), (-20, 1024)]:
        ours = record(samples, block=block, params={"Threshold": f"{decibels} dB"})
        theirs = np.stack([gate(channel, decibels) for channel in samples.T], axis=1)
        check(f"threshold {decibels} dB, blocks of {block}", ours, theirs, 1e-6)
    ours = record(samples, params={"Bypass": "On"})
    check("bypassed, it still delays", ours, recording.delayed(samples, SIZE), 1e-6)


recording.main(test)
