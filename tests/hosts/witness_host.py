#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The witness in pedalboard or DawDreamer: values, blocks of two sizes, a state, notes. What it
recorded is looked at by tests/hosts/witness.sh.

Usage: witness_host.py pedalboard|dawdreamer BUNDLE_DIR
Exit: 0 done, 77 the host is not installed.
"""

import importlib
import pathlib
import sys

RATE = 48000


def in_pedalboard(host, path, numpy):
    plugin = host.load_plugin(path, plugin_name="Attacca Witness Effect")
    noise = numpy.random.default_rng(1).uniform(-1, 1, (2, RATE)).astype(numpy.float32)
    plugin(noise, RATE, buffer_size=512)
    plugin.level_db = -6.0
    saved = plugin.raw_state
    plugin.level_db = -12.0
    plugin(noise, RATE, buffer_size=256)
    plugin.raw_state = saved
    plugin(noise, RATE, buffer_size=512)


def in_dawdreamer(host, path, numpy):
    engine = host.RenderEngine(RATE, 256)
    noise = numpy.random.default_rng(1).uniform(-1, 1, (2, RATE)).astype(numpy.float32)
    source = engine.make_playback_processor("source", noise)
    effect = engine.make_plugin_processor("witness", path)
    engine.load_graph([(source, []), (effect, ["source"])])
    effect.set_automation(0, numpy.linspace(0, 1, RATE).astype(numpy.float32))
    engine.render(1.0)


def main():
    name, bundles = sys.argv[1], pathlib.Path(sys.argv[2])
    try:
        numpy = importlib.import_module("numpy")
        host = importlib.import_module(name)
    except ImportError as missing:
        print(f"skipped: {missing}")
        return 77
    run = {"pedalboard": in_pedalboard, "dawdreamer": in_dawdreamer}[name]
    run(host, str(bundles / "Attacca Witness.vst3"), numpy)
    return 0


sys.exit(main())
