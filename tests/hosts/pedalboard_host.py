#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The gain and others as VST3 in pedalboard, a host on JUCE that shares no code with ours.

Usage: pedalboard_host.py BUNDLE_DIR
Exit: 0 good, 1 a check failed, 77 pedalboard is not installed.
"""

import pathlib
import sys

try:
    import numpy
    import pedalboard
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

from juce_path import juce_path  # noqa: E402

RATE = 48000
SMOOTHING = 480  # 10 ms


def factor(decibels):
    return 10.0 ** (decibels / 20.0)


def check(what, good, found=""):
    if not good:
        print(f"FAIL {what}: {found}")
        sys.exit(1)


def steady(plugin):
    """The output for an input of 1, after smoothing has ended."""
    ones = numpy.ones((2, 2 * SMOOTHING), dtype=numpy.float32)
    heard = plugin(ones, RATE)
    check("the same in both channels", numpy.array_equal(heard[0], heard[1]))
    rest = heard[0, SMOOTHING:]
    check("steady after the smoothing time", numpy.ptp(rest) < 1e-6, rest)
    return float(rest[-1])


def main():
    bundles = pathlib.Path(sys.argv[1])
    plugin = pedalboard.load_plugin(juce_path(bundles / "Attacca Gain.vst3"))
    for decibels in (0.0, -6.0, 12.0, -60.0, -6.0):
        plugin.gain_db = decibels
        check("the value is read back", abs(plugin.gain_db - decibels) < 1e-3, plugin.gain_db)
        heard = steady(plugin)
        check(f"{decibels} dB is heard", abs(heard - factor(decibels)) < 1e-5, heard)

    # Saved and loaded without a block between: the newest value is in the state.
    plugin.gain_db = 3.0
    saved = plugin.raw_state
    plugin.gain_db = -12.0
    plugin.raw_state = saved
    check("an edit is saved while no block comes", abs(plugin.gain_db - 3.0) < 1e-3, plugin.gain_db)
    heard = steady(plugin)
    check("the loaded state is heard", abs(heard - factor(3.0)) < 1e-5, heard)

    plugin.bypass = True
    check("bypass is heard", abs(steady(plugin) - 1.0) < 1e-6)
    plugin.bypass = False
    check("and its end", abs(steady(plugin) - factor(3.0)) < 1e-5)

    noise = numpy.random.default_rng(1).uniform(-1, 1, (2, RATE)).astype(numpy.float32)
    display = bundles / "Track Info Display.vst3"
    if sys.platform != "win32":  # where it is not built, for want of an editor
        display = pedalboard.load_plugin(str(display))
        check("Track Info Display passes audio through",
              numpy.array_equal(display(noise, RATE), noise))

    # Bypassed by the framework: as late as the latency, for which pedalboard compensates.
    convolver = pedalboard.load_plugin(juce_path(bundles / "Attacca Convolver.vst3"))
    convolver.bypass = True
    heard = convolver(noise, RATE)
    settled = slice(RATE // 10, RATE - RATE // 10)
    check("the bypassed convolver passes audio through in time",
          numpy.array_equal(heard[:, settled], noise[:, settled]))
    print(f"pedalboard {pedalboard.__version__}: values, states and bypass heard as set")


main()
