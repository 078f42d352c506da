# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Speakers by solving for their vectors, ambisonics by scipy's spherical harmonics.
Usage: surround_panner_reference.py PLAYER PLUGIN…"""

import recording
import numpy as np
from scipy.special import lpmv, factorial

# Channel and angle to the left, of the speakers at ear level; ITU-R BS.775 and BS.2051.
RINGS = {
    "5.1": (6, [(0, 30), (1, -30), (2, 0), (4, 110), (5, -110)]),
    "7.1": (8, [(0, 30), (1, -30), (2, 0), (4, 135), (5, -135), (6, 90), (7, -90)]),
    "quad": (4, [(0, 30), (1, -30), (2, 110), (3, -110)]),
}


def direction(degrees):
    return np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])


def speaker_gains(name, azimuth):
    """Of all pairs the one that reaches the source with two gains that are not negative."""
    count, ring = RINGS[name]
    ring = sorted(ring, key=lambda speaker: speaker[1])
    gains = np.zeros(count)
    for (a, first), (b, second) in zip(ring, ring[1:] + ring[:1]):
        pair = np.linalg.solve(np.column_stack([direction(first), direction(second)]),
                               direction(azimuth))
        if min(pair) >= -1e-12:
            gains[[a, b]] = pair / np.linalg.norm(pair)
            return gains
    raise AssertionError((name, azimuth))


def ambisonic_gains(order, azimuth, elevation):
    azimuth, elevation = np.radians(azimuth), np.radians(elevation)
    gains = []
    for n in range(order + 1):
        for m in range(-n, n + 1):
            k = abs(m)
            sn3d = np.sqrt((1 if k == 0 else 2) * factorial(n - k) / factorial(n + k))
            turn = np.sin(k * azimuth) if m < 0 else np.cos(k * azimuth)
            # Without the sign (-1)^m that scipy's polynomials have.
            gains.append(sn3d * (-1) ** k * lpmv(k, n, np.sin(elevation)) * turn)
    return np.array(gains)


def test(play, check):
    samples = recording.noise(4800)[:, :1]

    def compare(what, out, azimuth, gains, elevation=0):
        heard, _ = play(samples, out=out, block=100,
                        params={"Azimuth": str(azimuth), "Elevation": str(elevation)})
        check(f"{what}, {azimuth}° to the left, {elevation}° up", heard, samples * gains, 1e-6)

    for name in RINGS:
        for azimuth in [0, 10, 30, 77, 110, 135, 170, -20, -100, -180]:
            compare(name, name, azimuth, speaker_gains(name, azimuth))
    for azimuth, gains in [(30, [1, 0]), (0, [np.sqrt(0.5)] * 2), (-90, [0, 1]), (150, [1, 0])]:
        compare("stereo", "stereo", azimuth, np.array(gains))
    for order in [1, 3]:
        for azimuth, elevation in [(0, 0), (90, 0), (-37, 22), (135, -60), (0, 90)]:
            compare(f"ambisonics of order {order}", f"ambix{order}", azimuth,
                    ambisonic_gains(order, azimuth, elevation), elevation)
    heard, _ = play(samples, params={"Azimuth": "110", "Bypass": "On"})
    center = np.zeros(6)
    center[2] = 1
    check("bypassed, from the center", heard, samples * center, 0)


recording.main(test, recording.Player)
