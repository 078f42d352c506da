# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The compressor, sample by sample. Usage: compressor_reference.py PLAYER PLUGIN…"""

import recording
import numpy as np


def compress(samples, key, threshold, ratio, attack, release, lookahead):
    delay = round(lookahead * 1e-3 * recording.RATE)
    poles = [np.exp(-1e3 / (ms * recording.RATE)) for ms in (attack, release)]
    loudest = np.maximum(np.abs(key.astype(np.float64)).max(axis=1), 1e-6)
    wanted = np.maximum(20 * np.log10(loudest) - threshold, 0) * (1 - 1 / ratio)
    reductions = np.empty(len(samples))
    reduction = 0.0
    for n, goal in enumerate(wanted):
        pole = poles[0] if goal > reduction else poles[1]
        reduction = pole * reduction + (1 - pole) * goal
        reductions[n] = reduction
    return recording.delayed(samples, delay) * 10 ** (-reductions / 20)[:, None], reductions


def test(play, check):
    frames = 24000
    samples = recording.noise(frames) * np.linspace(0, 2, frames, dtype=np.float32)[:, None]
    beats = recording.noise(frames, seed=2) * (np.arange(frames) % 6000 < 1000)[:, None]
    beats = beats.astype(np.float32)
    settings = {"Threshold": "-30 dB", "Ratio": "4", "Attack": "2 ms", "Release": "50 ms",
                "Lookahead": "5 ms"}
    for name, key, external in [("itself", samples, "Off"), ("a key", beats, "On")]:
        heard, values = play(np.hstack([samples, beats]), block=100,
                             params={**settings, "External Key": external})
        theirs, reductions = compress(samples, key, -30, 4, 2, 50, 5)
        check(f"by {name}", heard, theirs, 1e-6)
        # Of the last block, with one decimal.
        check(f"by {name}: the reduction that the host sees",
              np.array([float(values["Gain Reduction"].split()[0])]),
              np.array([-reductions[-100:].max()]), 0.051)
    heard, _ = play(np.hstack([samples, beats]), params={"Bypass": "On", "Lookahead": "5 ms"})
    check("bypassed, it still delays", heard, recording.delayed(samples, 240), 0)


recording.main(test, recording.Player)
