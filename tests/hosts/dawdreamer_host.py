#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The gain as VST3 under automation, and the surround panner, in DawDreamer, a host on JUCE that shares no code with ours.

DawDreamer sends one value at the start of each block. The output is compared sample by sample with
the curve that the plugin promises: straight lines of 10 ms from factor to factor.
Usage: dawdreamer_host.py BUNDLE_DIR
Exit: 0 good, 1 a check failed, 77 DawDreamer is not installed.
"""

import pathlib
import sys

try:
    import dawdreamer
    import numpy
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

RATE = 48000
SMOOTHING = 480  # 10 ms
LOWEST, HIGHEST = -60.0, 12.0  # dB, the parameter's range


def factor(normalized):
    return 10.0 ** ((LOWEST + normalized * (HIGHEST - LOWEST)) / 20.0)


def promised(automation, block):
    """A factor for each sample: a new target at each block's start, reached in 480 samples."""
    curve = numpy.empty(len(automation))
    now = target = factor(automation[0])
    step, left = 0.0, 0
    for i, value in enumerate(automation):
        if i % block == 0 and factor(value) != target:
            target = factor(value)
            left = SMOOTHING
            step = (target - now) / left
        if left > 0:
            left -= 1
            now = target if left == 0 else now + step
        curve[i] = now
    return curve


def render(path, automation, block):
    engine = dawdreamer.RenderEngine(RATE, block)
    ones = numpy.ones((2, len(automation)), dtype=numpy.float32)
    source = engine.make_playback_processor("source", ones)
    gain = engine.make_plugin_processor("gain", str(path))
    engine.load_graph([(source, []), (gain, ["source"])])
    gain.set_automation(0, automation.astype(numpy.float32))
    engine.render(len(automation) / RATE)
    return engine.get_audio()[:, : len(automation)]


def is_panned(path):
    """A mono source into 5.1: half way from the centre to the left, then in the left surround."""
    engine = dawdreamer.RenderEngine(RATE, 512)
    noise = numpy.random.default_rng(1).uniform(-0.5, 0.5, (1, RATE)).astype(numpy.float32)
    source = engine.make_playback_processor("source", noise)
    panner = engine.make_plugin_processor("panner", str(path))
    engine.load_graph([(source, []), (panner, ["source"])])
    names = [panner.get_parameter_name(i) for i in range(panner.get_plugin_parameter_size())]
    half = numpy.sqrt(0.5)
    for degrees, gains in [(15, [half, 0, half, 0, 0, 0]), (110, [0, 0, 0, 0, 1, 0])]:
        panner.set_parameter(names.index("Azimuth"), (degrees + 180) / 360)
        engine.render(1.0)
        heard = engine.get_audio()
        wanted = numpy.outer(gains, noise[0]).astype(numpy.float32)
        if heard.shape != wanted.shape or abs(heard - wanted)[:, RATE // 10 :].max() > 1e-5:
            print(f"FAIL {degrees} degrees to the left in 5.1: {heard.shape}")
            return False
    return True


def main():
    if not is_panned(pathlib.Path(sys.argv[1]) / "Attacca Surround Panner.vst3"):
        return 1
    path = pathlib.Path(sys.argv[1]) / "Attacca Gain.vst3"
    random = numpy.random.default_rng(7)
    worst = 0.0
    for block in (64, 512, 1000):
        steps = random.uniform(0.3, 0.95, 40)
        automation = numpy.repeat(steps, 1200)
        heard = render(path, automation, block)
        if not numpy.array_equal(heard[0], heard[1]):
            print("FAIL the channels differ")
            return 1
        # The first value also glides from the default.
        begin = max(block, SMOOTHING)
        error = numpy.abs(heard[0] - promised(automation, block))[begin:]
        worst = max(worst, float(error.max()))
        if error.max() > 1e-4:
            at = int(error.argmax()) + begin
            print(f"FAIL block {block}: {error.max():.6f} off at sample {at}")
            return 1
    print(f"DawDreamer: 5.1 as promised, automation as promised, at most {worst:.1e} off")
    return 0


sys.exit(main())
