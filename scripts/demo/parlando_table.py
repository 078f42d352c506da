#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What `make demo-parlando` prints at its end: the notes as the host recorded them, frame by frame,
beside the times of the MIDI file; fails when one is missing, late, or has hung.

Usage: parlando_table.py FILE.mid FOLDER
"""

import json
import pathlib
import re
import statistics
import struct
import sys

RATE = 48000
NAMES = ["Violin I", "Second Violin", "Viola", "Cello"]


def variable(data, at):
    value = 0
    while True:
        byte = data[at]
        value, at = value << 7 | byte & 0x7F, at + 1
        if byte < 0x80:
            return value, at


def parts(path):
    """For each track but the first: [(seconds, key)] of the notes that begin; the tempo is the first."""
    data = path.read_bytes()
    division = struct.unpack(">H", data[12:14])[0]
    at, tracks, tempo = 14, [], 0.5
    while at < len(data):
        size = struct.unpack(">I", data[at + 4:at + 8])[0]
        end, now, notes = at + 8 + size, 0, []
        at += 8
        while at < end:
            delta, at = variable(data, at)
            now += delta
            status = data[at]
            if status == 0xFF:
                length, body = variable(data, at + 2)
                if data[at + 1] == 0x51:
                    tempo = int.from_bytes(data[body:body + 3], "big") / 1e6
                at = body + length
            else:
                if status & 0xF0 == 0x90:
                    notes.append((now, data[at + 1]))
                at += 2 if status & 0xF0 == 0xC0 else 3
        tracks.append(notes)
    return [[(ticks / division * tempo, key) for ticks, key in track] for track in tracks[1:]]


def played(path):
    """[(seconds, key)] of notes that begin, and how many end, in a script of recorded notes."""
    begun, ended = [], 0
    for line in path.read_text().splitlines():
        found = re.match(r"([0-9.]+)\s+note (on|off) (\d+)", line)
        if found and found[2] == "on":
            begun.append((float(found[1]), int(found[3])))
        elif found:
            ended += 1
    return begun, ended


def main():
    file, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    phrase = json.loads((folder / "play.json").read_text())["phrase"]
    run = json.loads((folder / "run.json").read_text())
    rows, wrong = [("track", "notes", "missing", "hanging", "mean", "deviation", "furthest")], 0
    pairs = []
    for number, wanted in enumerate(parts(file)):
        got, ended = played(folder / f"notes-{2 * number + 1}.txt")
        missing = sum(1 for a, b in zip(wanted, got) if a[1] != b[1]) + abs(len(wanted) - len(got))
        pairs.append([(a[0], b[0]) for a, b in zip(wanted, got)])
        wrong += missing + abs(len(got) - ended)
        rows.append([NAMES[number], str(len(got)), str(missing), str(len(got) - ended)])
    # The canon begins when its first note sounds; from there on every note has its frame.
    start = statistics.median(b - a for track in pairs for a, b in track)
    for row, track in zip(rows[1:], pairs):
        errors = [(b - a - start) * RATE for a, b in track]
        row += [f"{statistics.mean(errors):+.2f}", f"{statistics.pstdev(errors):.2f}",
                f"{max(errors, key=abs):+.1f}"]
    print(f"\nHow exactly the notes sounded, in samples at {RATE} Hz, beside the file's times:\n")
    widths = [max(len(row[c]) for row in rows) for c in range(len(rows[0]))]
    for row in rows:
        print("  " + "  ".join(text.ljust(w) if c == 0 else text.rjust(w)
                               for c, (text, w) in enumerate(zip(row, widths))))
    print(f"\n  {phrase['notes_sounded']} of {phrase['notes']} notes sounded by the musicians' own reports, "
          f"{phrase['late']} late")
    offences = sum(plugin["audio_thread_offences"] for plugin in run["plugins"])
    print(f"  {offences} allocations, locks and system calls on the audio thread; "
          f"{run['engine']['late_callbacks']} of {run['engine']['callbacks']} callbacks late")
    if run["engine"]["skipped_periods"] > 0:
        print(f"  blocks of 128 samples that the host left out, as the machine is busy: "
              f"{run['engine']['skipped_periods']}; notes go by the clock, and move by as much in its samples")
    renamed = [line for line in (folder / "conductor.jsonl").read_text().splitlines()
               if '"Second Violin"' in line]
    print(f"  renamed while it played: {'seen by the conductor' if renamed else 'NOT SEEN'}")
    print("\n  " + "  ".join(str(path) for path in sorted(folder.glob("*.png")) + sorted(folder.glob("*.wav"))))
    if wrong or not renamed or phrase["notes_sounded"] != phrase["notes"] or offences:
        sys.exit("demo-parlando: a note was lost or has hung, or the rename was not seen: see above")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
