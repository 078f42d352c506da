#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The sine synth as VST3, played by pedalboard and DawDreamer, beside the same notes by numpy.

Usage: played_notes.py BUNDLE_DIR
Exit: 0 good, 1 a check failed, 77 neither host is installed.
"""

import pathlib
import sys

try:
    import dawdreamer
    import numpy as np
    import pedalboard
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "examples"))
import midi  # noqa: E402
from juce_path import juce_path  # noqa: E402

FRAMES = midi.RATE
STEP = 1 / (0.005 * midi.RATE)
NOTES = [(69, 127, 0.1, 0.5), (72, 64, 0.2, 0.6), (48, 100, 0.25, 0.75)]  # key, velocity, seconds


def wanted():
    sound = np.zeros(FRAMES)
    for key, velocity, begin, end in NOTES:
        begin, end = round(begin * midi.RATE), round(end * midi.RATE)
        tone = np.sin(2 * np.pi * midi.phase(np.full(FRAMES, float(key)), begin))
        sound += tone * midi.ramps(FRAMES, begin, end, STEP, STEP) * velocity / 127
    return sound * 10 ** (-12 / 20)


def by_pedalboard(path):
    synth = pedalboard.load_plugin(juce_path(path))
    messages = []
    for key, velocity, begin, end in NOTES:
        messages += [([0x90, key, velocity], begin), ([0x80, key, 0], end)]
    return synth(messages, FRAMES / midi.RATE, midi.RATE, num_channels=2, buffer_size=512)


def by_dawdreamer(path):
    engine = dawdreamer.RenderEngine(midi.RATE, 512)
    synth = engine.make_plugin_processor("sine", str(path))
    for key, velocity, begin, end in NOTES:
        synth.add_midi_note(key, velocity, begin, end - begin)
    engine.load_graph([(synth, [])])
    engine.render(FRAMES / midi.RATE)
    return engine.get_audio()[:, :FRAMES]


def main():
    path = pathlib.Path(sys.argv[1]) / "Attacca Sine.vst3"
    failed = 0
    for name, play in (("pedalboard", by_pedalboard), ("DawDreamer", by_dawdreamer)):
        worst = max(float(np.max(np.abs(channel - wanted()))) for channel in play(path))
        failed += worst > 1e-5
        print(f"{'FAIL' if worst > 1e-5 else 'ok  '} {name}: three notes, largest difference "
              f"{worst:.2g} of full scale")
    sys.exit(1 if failed else 0)


main()
