# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What a plugin makes of some audio, by `attacca run`, beside a rendering worked out here.

A script NAME_reference.py calls main(test), and test(record, check) does the rest:
  record(samples, block=…, params={…}, sidechain=…, midi=…, options=[…]) -> what is heard;
    midi: the bytes of a MIDI file;
    by default as fast as possible, with real_time=True at the pace of a clock
  check(what, ours, theirs, allowed): the largest difference, in samples of full scale 1
With main(test, Player) it goes through all ports instead, see Player.
Samples are float32 arrays, frames × 2. Usage of the script: NAME_reference.py ATTACCA PLUGIN…
Exit status: 0 equal, 1 not, 77 there is no numpy.
"""

import pathlib
import subprocess
import sys
import tempfile
import warnings

try:
    import numpy as np
    import scipy  # noqa: F401
    from scipy.io import wavfile
except ImportError as error:
    print(f"skipped: {error}; scripts/install-deps.sh brings it")
    sys.exit(77)

RATE = 48000


def noise(frames, seed=1, level=0.5):
    return np.random.default_rng(seed).uniform(-level, level, (frames, 2)).astype(np.float32)


def delayed(samples, frames):
    """`samples`, `frames` later, in the same length."""
    return np.concatenate([np.zeros((frames, samples.shape[1]), samples.dtype), samples])[: len(samples)]


class Recorder:
    def __init__(self, attacca, plugin, folder):
        self.attacca, self.plugin, self.folder = attacca, plugin, folder

    def __call__(self, samples, block=512, params=None, sidechain=None, options=(),
                 real_time=False, midi=None):
        source, result = self.folder / "in.wav", self.folder / "out.wav"
        wavfile.write(source, RATE, samples)
        command = [self.attacca, "run", "--input", source, "--output", result,
                   "--block", str(block), "--seconds", str(len(samples) / RATE), *options]
        if not real_time:
            command.append("--free-wheel")
        for name, value in (params or {}).items():
            command += ["--param", f"{name}={value}"]
        if midi is not None:
            (self.folder / "notes.mid").write_bytes(midi)
            command += ["--midi", self.folder / "notes.mid"]
        if sidechain is not None:
            wavfile.write(self.folder / "side.wav", RATE, sidechain)
            command += ["--sidechain", self.folder / "side.wav"]
        done = subprocess.run([*map(str, command), str(self.plugin)], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", wavfile.WavFileWarning)  # a chunk that it does not know
            rate, heard = wavfile.read(result)
        assert rate == RATE and heard.dtype == np.float32, (rate, heard.dtype)
        return heard[: len(samples)]


class Player:
    """All ports of the plugin, by the program port_player: play(samples, block=…, params={…},
    out="5.1") -> all outputs side by side, and the parameters' texts by their names. Samples of float64 reach the
    plugin as such, which has to take them."""

    def __init__(self, program, plugin, folder):
        self.program, self.plugin = program, plugin

    def __call__(self, samples, block=512, params=None, out=None):
        doubles = samples.dtype == np.float64
        command = [self.program, *["--doubles"] * doubles, *(["--out", out] if out else []),
                   str(self.plugin), str(block)]
        command += [f"{name}={value}" for name, value in (params or {}).items()]
        done = subprocess.run(command, input=np.ascontiguousarray(samples).tobytes(),
                              capture_output=True)
        if done.returncode != 0:
            sys.exit(f"{command}\n{done.stderr.decode()}")
        values = dict(line.split("\t") for line in done.stderr.decode().splitlines() if "\t" in line)
        return np.frombuffer(done.stdout, samples.dtype).reshape(len(samples), -1), values


def main(test, way=Recorder):
    failures = 0
    for plugin in map(pathlib.Path, sys.argv[2:]):
        def check(what, ours, theirs, allowed):
            nonlocal failures
            worst = np.max(np.abs(ours - theirs)) if ours.shape == theirs.shape else np.inf
            ok = bool(worst <= allowed)
            failures += not ok
            print(f"{'ok  ' if ok else 'FAIL'} {plugin.suffix[1:]}: {what}: {worst:.3g} "
                  f"(allowed {allowed:.3g})")

        with tempfile.TemporaryDirectory() as folder:
            test(way(sys.argv[1], plugin, pathlib.Path(folder)), check)
    sys.exit(1 if failures or len(sys.argv) < 3 else 0)
