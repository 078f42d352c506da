#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Reads the same OSC packets with our reader and with others, and counts where they differ.

Usage: compare.py PACKETS FOLDER PROGRAM...
  PACKETS  how many to make (half of them well formed, half damaged), besides those in FOLDER
  FOLDER   packets in files
  PROGRAM  each as NAME=COMMAND; the first one is ours

Well-formed packets have to be read alike by all. Where one reader takes what another refuses, the
reasons are counted; docs/fuzzing.md says which of them are known. Exit 1: a value differs.
"""
import collections
import pathlib
import random
import re
import shlex
import struct
import subprocess
import sys

NAMES = ["/a", "/ab/c", "/parlando/note", "/x/y/z", "/synth/1/frequency"]
TEXTS = ["", "a", "abc", "abcd", "Violine I", "\u266b", "\u58f0\u3068\u97f3"]


def pad(b):
    return b + b"\0" * (-len(b) % 4)


def message(rng, types_known):
    types = "".join(rng.choice(types_known) for _ in range(rng.randrange(7)))
    if rng.random() < 0.1:
        types += "[" + "i" * rng.randrange(3) + "]"
    data = b""
    for t in types:
        if t == "i":
            data += struct.pack(">i", rng.choice([0, 1, -1, 2**31 - 1, -2**31, rng.randrange(-9999, 9999)]))
        elif t == "h":
            data += struct.pack(">q", rng.choice([0, -1, 2**63 - 1, -2**63, rng.getrandbits(62)]))
        elif t == "f":
            data += struct.pack(">f", rng.choice([0.0, -0.0, 1.5, float("inf"), rng.uniform(-1e9, 1e9)]))
        elif t == "d":
            data += struct.pack(">d", rng.choice([0.1, 1e300, float("-inf"), rng.gauss(0, 1)]))
        elif t == "s":
            data += pad(rng.choice(TEXTS).encode() + b"\0")
        elif t == "b":
            # rosc 0.10 wants padding behind blobs that need none; python-osc refuses empty ones.
            blob = rng.randbytes(rng.choice([1, 2, 3, 5, 6, 7, 9]))
            data += struct.pack(">i", len(blob)) + pad(blob)
        elif t == "t":
            data += struct.pack(">Q", rng.getrandbits(64))
    return pad(rng.choice(NAMES).encode() + b"\0") + pad(b"," + types.encode() + b"\0") + data


def packet(rng, types_known, depth=0):
    if depth < 3 and rng.random() < 0.35:
        out = b"#bundle\0" + struct.pack(">Q", rng.choice([1, rng.getrandbits(64)]))
        for _ in range(rng.randrange(1, 4)):
            inner = packet(rng, types_known, depth + 1)
            out += struct.pack(">i", len(inner)) + inner
        return out
    return message(rng, types_known)


def damaged(rng, data):
    data = bytearray(data)
    for _ in range(rng.randrange(1, 4)):
        if not data:
            break
        kind = rng.randrange(4)
        at = rng.randrange(len(data))
        if kind == 0:
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del data[at:]
        elif kind == 2:
            data[at] = rng.choice([0, 0xFF, ord(","), ord("/"), ord("["), ord("]"), ord("s")])
        else:
            data[at:at] = bytes(rng.randrange(1, 5))
    return bytes(data)


def main():
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    programs = [a.split("=", 1) for a in sys.argv[3:]]
    rng = random.Random(1)
    kept = [p.read_bytes() for p in sorted(folder.iterdir())]
    good = [packet(rng, "iihffdssbtTF") for _ in range(count // 2)]
    bad = [damaged(rng, rng.choice(good)) for _ in range(count - count // 2)]
    packets = kept + good + bad
    stream = b"".join(struct.pack(">I", len(p)) + p for p in packets)
    lines = {}
    for name, command in programs:
        run = subprocess.run(shlex.split(command), input=stream, stdout=subprocess.PIPE, check=True)
        lines[name] = run.stdout.decode(errors="replace").split("\n")[:-1]
        if len(lines[name]) != len(packets):
            sys.exit(f"{name} answered {len(lines[name])} of {len(packets)} packets")
    ours = programs[0][0]
    good_from, good_to = len(kept), len(kept) + len(good)
    refused = [i for i in range(good_from, good_to) if lines[ours][i].startswith("!")]
    print(f"{len(packets)} packets: {len(kept)} kept, {len(good)} well formed, {len(bad)} damaged")
    print(f"{ours}: {len(refused)} of the well-formed ones refused")
    wrong = len(refused)
    for name, _ in programs[1:]:
        alike = both_refuse = 0
        only_ours, only_theirs, values = collections.Counter(), collections.Counter(), []
        for i in range(len(packets)):
            a, b = lines[ours][i], lines[name][i]
            if a.startswith("!") and b.startswith("!"):
                both_refuse += 1
            elif a.startswith("!"):
                only_theirs[a[2:]] += 1
            elif b.startswith("!"):
                only_ours[b[2:60]] += 1
            elif same(a, b, name):
                alike += 1
            else:
                values.append(i)
        print(f"\n{name}: {alike} read alike, {both_refuse} refused by both, "
              f"{sum(only_theirs.values())} read by it alone, {sum(only_ours.values())} by us alone, "
              f"{len(values)} with other values")
        for title, reasons in (("we refuse them:", only_theirs), ("it refuses them:", only_ours)):
            for reason, n in reasons.most_common(8):
                print(f"  {n:6} {title} {reason}")
        otherwise = [i for i in values if good_from <= i < good_to]
        for i in otherwise[:5]:
            print(f"  {packets[i].hex()}\n    ours:   {lines[ours][i][:300]}\n    theirs: {lines[name][i][:300]}")
        wrong += len(otherwise)
    print("\nwell-formed packets that somebody reads otherwise:", wrong)
    sys.exit(1 if wrong else 0)


def same(a, b, name):
    if a == b:
        return True
    if name == "python-osc":  # has no type of its own for times, characters and infinity
        return simple(a) == simple(b)
    return False


def simple(line):
    line = re.sub(r"t:\d+|\?datetime|\?tuple|m:(\?|\d+)", "t", line)  # times and MIDI are tuples
    return re.sub(r"r:", "i:", line)


if __name__ == "__main__":
    main()
