# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""See compare_peers.sh. Usage: compare_peers.py DUMP MIDLY_DUMP [FOLDER…]

Compared are the messages of each track with their ticks, tempos, time signatures, and, with mido,
the length in seconds. Whatever is not the same must have one of the reasons below.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import mido

import made_files

# We refuse a file that a peer reads: our message, and what the peer does instead.
REFUSED = [
    (r"does not begin with", "no MIDI file; the peer looks for a header further on, or inside RIFF"),
    (r"the file ends within its header", "the header is cut"),
    (r"a header of \d+ bytes", "the header says a size that does not fit"),
    (r"format \d+; known are", "an unknown format; the peer does not look at it"),
    (r"a quarter note of 0 ticks|SMPTE time needs", "a time that divides by zero, or no SMPTE time"),
    (r"the header promises|a chunk of \d+ bytes, and", "the file is cut; the peer takes what is there"),
    (r"the track ends within an event|and \d+ are left in the track",
     "an event is cut, or says a length that does not fit; the peer stops or drops the rest unsaid"),
    (r"a data byte where an event's status", "data without a status; the peer drops the rest unsaid"),
    (r"a status byte where an event's data",
     "a status inside a message; the peer cuts the top bit off, or drops the rest unsaid"),
    (r"a number of more than four bytes", "a number of more than four bytes; the peer takes it"),
    (r"a SysEx with a status byte|a SysEx begins within", "a SysEx with a status in it; the peer takes it"),
    (r"a tempo needs 3 bytes", "a tempo of another size, or 0; the peer passes it over or takes it"),
    (r"longer than 86400 s", "longer than a day"),
]
# A peer refuses a file that we read: its message, and what we do.
PEER_REFUSED = {
    "mido": [
        (r"no MTrk header", "a chunk of another kind between tracks; we pass it over as the standard asks"),
        (r"MThd not found", "bytes in front of the header"),
        (r"data byte must be in range", "a system message or an escape with any bytes; passed over, with a note"),
        (r"undefined status byte|unknown status|Invalid status", "a status that files may not hold; passed over, with a note"),
        (r"running status without last_status", "running status behind a meta event or SysEx; files have it, we go on"),
        (r"EOFError|unpack requires", "fewer tracks than promised, or a chunk of 0 bytes; read, with a note"),
        (r"KeySignatureError|Could not decode key", "a key signature that makes no sense; not needed to play"),
        (r"index out of range|must be in range|IndexError|ValueError|struct.error|TypeError|KeyError",
         "a meta event of another length than usual; not needed to play"),
    ],
    "midly": [
        (r"no tracks|invalid", "a header that midly does not take"),
    ],
}
# Both read it and do not agree: by our notes.
NOTED = [
    (r"system message", "a system message that files may not hold; passed over, with a note"),
    (r"the header promises", "fewer tracks than promised; read, with a note"),
    (r"after the last track", "bytes after the last track; the peer takes some for a track"),
    (r"without an end-of-track", "a track without its end event; read, with a note"),
    (r"time signatures? that cannot be read", "a time signature that makes no sense; passed over, with a note"),
]


def of_dump(program, paths):
    lines = subprocess.run([program], input="\n".join(map(str, paths)) + "\n", text=True,
                           stdout=subprocess.PIPE, check=True).stdout.splitlines()
    assert len(lines) == len(paths), f"{program}: {len(lines)} answers to {len(paths)} files"
    return [json.loads(line) for line in lines]


def of_mido(path):
    try:
        file = mido.MidiFile(path)
        tracks, knows_all = [], True
        for track in file.tracks:
            tick, messages, metas = 0, [], []
            for message in track:
                tick += message.time
                knows_all = knows_all and not isinstance(message, mido.UnknownMetaMessage)
                if message.type == "set_tempo":
                    metas.append([tick, "tempo", message.tempo])
                elif message.type == "time_signature":
                    metas.append([tick, "metre", message.numerator, message.denominator])
                elif not message.is_meta and message.type != "sysex":
                    messages.append([tick, message.hex("").lower()])
            tracks.append({"messages": messages, "metas": metas})
        answer = {"division": max(file.ticks_per_beat, 0), "tracks": tracks, "knows_all": knows_all}
        if file.type != 2 and file.ticks_per_beat > 0:
            answer["seconds"] = file.length
        return answer
    except Exception as error:  # whatever it is: it has not read the file
        return {"error": f"{type(error).__name__}: {error}"}


def joined(messages):
    """SysEx and escapes as midly gives them -> messages."""
    whole, pending = [], None
    for tick, text in messages:
        if text[0] not in "F":
            whole.append((tick, text))
        elif text[:2] == "F0":
            pending = "f0" + text[2:]
        elif pending is not None:
            pending += text[2:]
        elif text[2:]:
            whole.append((tick, text[2:]))
        if pending is not None and pending.endswith("f7"):
            whole.append((tick, pending))
            pending = None
    return whole


def ours_as(peer, answer):
    """Our answer in the peer's shape: messages of each track; tempos and metres by their tick."""
    keep = (lambda text: text[0] != "f") if peer == "mido" else (lambda text: True)
    tracks = [[(tick, text) for tick, text, _ in track["messages"] if keep(text)]
              for track in answer["tracks"]]
    division = answer["division"]
    tempos = [(round(beats * division), round(60e6 / rate)) for beats, rate in answer["tempos"]]
    metres = [(round(beats * division), a, b) for beats, a, b in answer["metres"]]
    return tracks, tempos, metres


def theirs(peer, answer):
    tracks = [joined(track["messages"]) if peer == "midly" else list(map(tuple, track["messages"]))
              for track in answer["tracks"]]
    metas = [meta for track in answer["tracks"] for meta in track["metas"]]
    tempos = sorted((m[0], m[2]) for m in metas if m[1] == "tempo")
    metres = [(m[0], m[2], m[3] if peer == "mido" else 1 << m[3]) for m in metas if m[1] == "metre"]
    return tracks, tempos, sorted(metres)


def first_difference(peer, ours, other):
    """None, or where the two part."""
    mine, their = ours_as(peer, ours), theirs(peer, other)
    if ours["division"] != other["division"]:
        return f"division {ours['division']} and {other['division']}"
    if len(mine[0]) != len(their[0]):
        return f"{len(mine[0])} and {len(their[0])} tracks"
    if ours["format"] != 2:
        for index, (a, b) in enumerate(zip(mine[0], their[0])):
            if a != b:
                at = next((i for i, pair in enumerate(zip(a, b)) if pair[0] != pair[1]), min(len(a), len(b)))
                return f"track {index + 1}, message {at + 1}: {a[at:at + 1]} and {b[at:at + 1]}"
        if ours["division"] > 0 and sorted(mine[1]) != their[1]:
            return "tempos differ"
        if ours["division"] > 0 and sorted(mine[2]) != their[2]:
            return "time signatures differ"
        if "seconds" in other and abs(ours["seconds"] - other["seconds"]) > 1e-6 * (1 + other["seconds"]):
            return f"{ours['seconds']:.6f} s and {other['seconds']:.6f} s"
    elif [text for track in mine[0] for _, text in track] != [text for track in their[0] for _, text in track]:
        return "the messages of patterns differ"
    return None


def with_ends_cut(peer, ours, other):
    """Ours without the note-offs that we add at the end of tracks."""
    def cut(mine, theirs):
        mine = [each for each in mine if peer != "mido" or each[1][0] != "f"]
        more = mine[len(theirs):]
        is_ends = all(text[0] == "8" and text[4:] == "40" for _, text, _ in more)
        return mine[:len(theirs)] if is_ends else mine
    tracks = [{**mine, "messages": cut(mine["messages"], theirs["messages"])}
              for mine, theirs in zip(ours["tracks"], other["tracks"])]
    return {**ours, "tracks": tracks}


def what_differs(peer, ours, other):
    """Why both read a file and do not agree; None where nothing explains it."""
    notes = "; ".join(ours["notes"])
    if len(ours["tracks"]) == len(other["tracks"]) and "without an end, ended" in notes:
        ours = with_ends_cut(peer, ours, other)
        if first_difference(peer, ours, other) is None:
            return "a note without an end; we end it with its track"
    if reason := reason_of(NOTED, notes):
        return reason
    if peer == "mido" and not other["knows_all"]:
        return "a meta event that mido does not know; it drops the time before it"
    (mine, _, _), (their, _, _) = ours_as(peer, ours), theirs(peer, other)
    if peer == "midly" and all(a[:len(b)] == b for a, b in zip(mine, their)):
        return "running status behind a SysEx or meta event; files have it, midly drops the rest unsaid"
    return None


def reason_of(table, text):
    return next((why for pattern, why in table if re.search(pattern, text)), None)


def verdict(peer, ours, other):
    """(what it is, why or None where nothing explains it)"""
    if "error" in ours and "error" in other:
        return "both refuse it", ""
    if "error" in ours:
        return "we refuse it", reason_of(REFUSED, ours["error"])
    if "error" in other:
        return "the peer refuses it", reason_of(PEER_REFUSED[peer], other["error"])
    where = first_difference(peer, ours, other)
    if where is None:
        return "same", ""
    return "differs", what_differs(peer, ours, other)


def main():
    dump, midly_dump, *folders = sys.argv[1:]
    unexplained = 0
    with tempfile.TemporaryDirectory() as made:
        groups = {"made": made_files.write_all(pathlib.Path(made))}
        for folder in folders:
            groups[folder] = sorted(p for p in pathlib.Path(folder).rglob("*")
                                    if p.suffix in (".mid", ".midi", ".midi2", ".kar", ".rmi"))
            if not groups[folder]:
                sys.exit(f"{folder}: no MIDI file in it")
        for name, paths in groups.items():
            answers = {"ours": of_dump(dump, paths), "midly": of_dump(midly_dump, paths),
                       "mido": [of_mido(path) for path in paths]}
            print(f"== {name}: {len(paths)} files, {sum('error' not in a for a in answers['ours'])} read")
            for peer in ("mido", "midly"):
                counts = collections.Counter()
                for path, ours, other in zip(paths, answers["ours"], answers[peer]):
                    what, why = verdict(peer, ours, other)
                    must_agree = path.name.startswith("plain-") and what != "same"
                    if why is None or must_agree:
                        unexplained += 1
                        print(f"UNEXPLAINED {path.name} beside {peer}: {what}: "
                              f"{ours.get('error', ours.get('notes'))} | {other.get('error', '')} "
                              f"{first_difference(peer, ours, other) if what == 'differs' else ''}")
                        if must_agree or unexplained < 20:
                            kept = pathlib.Path(tempfile.gettempdir()) / f"unexplained-{path.name}"
                            kept.write_bytes(path.read_bytes())
                        continue
                    counts[what, why] += 1
                print(f"beside {peer}:")
                for (what, why), count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
                    print(f"  {count:5}  {what}{': ' + why if why else ''}")
    print(f"{unexplained} differences without an explanation")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
