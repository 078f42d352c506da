#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Compares attacca/dsp with numpy and scipy. Usage: dsp_beside_numpy.py DSP_FIGURES

Prints the largest differences. Exit status: 0 equal but for rounding, 1 not, 77 there is no numpy.
"""

import subprocess
import sys

try:
    import numpy as np
    from scipy import signal
except ImportError as error:
    print(f"skipped: {error}; scripts/install-deps.sh brings it")
    sys.exit(77)

# our name -> scipy's
WINDOWS = {"rectangular": "boxcar", "hann": "hann", "hamming": "hamming", "blackman": "blackman",
           "blackman_harris": "blackmanharris", "flat_top": "flattop"}
NUMPY_WINDOWS = {"hann": np.hanning, "hamming": np.hamming, "blackman": np.blackman}
failures = 0


def figures(*args, given=None):
    data = b"" if given is None else np.ascontiguousarray(given).tobytes()
    done = subprocess.run([sys.argv[1], *map(str, args)], input=data, capture_output=True, check=True)
    return np.frombuffer(done.stdout, dtype=np.float32)


def check(what, ours, theirs, allowed):
    global failures
    same_shape = np.shape(ours) == np.shape(theirs)
    worst = np.max(np.abs(ours - theirs)) if same_shape and np.size(ours) else np.inf
    ok = worst <= allowed
    failures += not ok
    print(f"{'ok  ' if ok else 'FAIL'} {what}: {worst:.3g} (allowed {allowed:.3g})")


def main():
    random = np.random.default_rng(1)
    for size in [2, 4, 8, 32, 512, 1024, 4096, 65536]:
        samples = random.uniform(-1, 1, size).astype(np.float32)
        bins = np.fft.rfft(samples.astype(np.float64))
        # bins are as large as the root of the size; float has 24 bits
        allowed = 4e-7 * np.sqrt(size)
        check(f"forward {size}", figures("forward", size, given=samples).view(np.complex64), bins,
              allowed)
        check(f"inverse {size}", figures("inverse", size, given=bins.astype(np.complex64)),
              samples, 5e-7)
    for ours, theirs in WINDOWS.items():
        for ends, periodic in [("periodic", True), ("symmetric", False)]:
            for size in [7, 64, 1025]:
                check(f"window {ours} {ends} {size}", figures("window", ours, ends, size),
                      signal.get_window(theirs, size, fftbins=periodic), 1e-7)
    for name, numpy_window in NUMPY_WINDOWS.items():
        check(f"window {name} as numpy's", figures("window", name, "symmetric", 33),
              numpy_window(33), 1e-7)
    check("sine window", figures("window", "sine", "periodic", 64) ** 2,
          signal.get_window("hann", 64), 2e-7)
    samples = random.uniform(-1, 1, 10000).astype(np.float32)
    for size, overlap, window in [(256, 4, "hann"), (512, 2, "blackman"), (1024, 8, "hamming")]:
        ours = figures("spectra", size, overlap, window, given=samples).view(np.complex64)
        hop = size // overlap
        # ours begin in silence: the first frame has one hop of samples
        padded = np.concatenate([np.zeros(size - hop), samples])
        frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
        theirs = np.fft.rfft(frames * signal.get_window(WINDOWS[window], size))
        check(f"spectra {size}/{overlap} {window}", ours, theirs.ravel(), 4e-7 * np.sqrt(size))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
