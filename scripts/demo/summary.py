#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What `make demo` prints around the run.

Usage: summary.py before INSPECT.json RECORDING SCRIPT
       summary.py after RUN.json                     fails unless every last value arrived
"""

import json
import os
import sys

FEWEST_CHANGES = 200
PLAIN = not sys.stdout.isatty() or os.environ.get("NO_COLOR")


def paint(code, text):
    return text if PLAIN else f"\x1b[{code}m{text}\x1b[0m"


def heading(text):
    print(f"\n{paint('1', text)}")


def duration(nanoseconds):
    if nanoseconds < 1_000:
        return f"{nanoseconds} ns"
    if nanoseconds < 1_000_000:
        return f"{nanoseconds / 1e3:.1f} µs"
    return f"{nanoseconds / 1e6:.1f} ms"


def seen(value):
    return {True: "yes", False: "NO", None: "not told"}[value]


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]

    def rule(left, middle, right):
        return left + middle.join("─" * (width + 2) for width in widths) + right

    print(rule("┌", "┬", "┐"))
    for number, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        print("│ " + " │ ".join(cells) + " │")
        if number == 0:
            print(rule("├", "┼", "┤"))
    print(rule("└", "┴", "┘"))


def before(inspect_file, recording, script):
    heading("Attacca: a plugin that follows its track")
    with open(inspect_file, encoding="utf-8") as file:
        files = json.load(file)["files"]
    for entry in files:
        print(f"  {entry['kind']:<12} {os.path.relpath(entry['path'])}")
    identity = files[0]["binaries"][0]["build_identity"]
    if identity:
        changes = ", with uncommitted changes" if identity["dirty"] else ""
        print(f"  built from   {identity['sources'][:16]}… at {identity['revision'][:12]}{changes}")
        print(f"               {identity['compiler']}, {identity['build_type']}, {identity['time']}")
    print(f"  plays        {recording}, looped, in blocks of 64 frames at 48 kHz")
    print(f"  meanwhile    {script}: renames and recolours in bursts, from two threads,")
    print("               with the engine stopped, in four scripts of the world")
    print("  13.5 s in real time, both formats at once, editors open …", flush=True)


def complaints(run):
    for plugin in run["plugins"]:
        who = plugin["format"]
        if plugin["lost_last_values"]:
            yield f"{who} lost {plugin['lost_last_values']} last value(s)"
        for side in ("audio", "editor"):
            if plugin[f"{side}_last_value_seen"] is not True:
                yield f"{who}: the last value did not arrive in the {side}"
        if plugin["track_changes_sent"] < FEWEST_CHANGES:
            yield f"{who} was told of {plugin['track_changes_sent']} changes only"
        if plugin["audio_thread_offences"]:
            yield f"{who} allocated, locked or slept on the audio thread"
        if not plugin["screenshot"] or not os.path.exists(plugin["screenshot"]):
            yield f"{who}: there is no screenshot"


def after(run_file):
    try:
        with open(run_file, encoding="utf-8") as file:
            run = json.load(file)
    except (OSError, ValueError):
        run = {}
    if not run.get("plugins"):
        print("demo: the run gave no result", file=sys.stderr)
        return 1
    heading("What arrived")
    rows = [("format", "told by", "changes sent", "last value in audio", "last value in editor",
             "lost last values", "late callbacks", "allocations on the audio thread")]
    for plugin in run["plugins"]:
        rows.append((plugin["format"].upper(), plugin["told_by"] or "-",
                     str(plugin["track_changes_sent"]), seen(plugin["audio_last_value_seen"]),
                     seen(plugin["editor_last_value_seen"]),
                     f"{plugin['lost_last_values']} of {plugin['last_value_checks']} checks",
                     f"{plugin['late_callbacks']} of {plugin['callbacks']}",
                     str(plugin["audio_thread"]["allocations"])))
    table(rows)
    for plugin in run["plugins"]:
        ns = plugin["callback_ns"]
        print(f"  {plugin['format']}: callbacks take {duration(ns['median'])} (median), "
              f"{duration(ns['p99_9'])} (99.9 %), {duration(ns['max'])} at most; "
              f"audio saw {plugin['audio_revisions_seen']} revisions, "
              f"the editor {plugin['editor_revisions_seen']}")
    engine = run["engine"]
    if engine["late_callbacks"]:
        priority = "with" if engine["realtime_priority"] else "without"
        print(f"  {engine['late_callbacks']} of {engine['callbacks']} callbacks were late: "
              f"the machine was busy ({priority} real-time priority)")
    heading("To look at and listen to")
    for plugin in run["plugins"]:
        print(f"  {plugin['screenshot']}")
    if run["output"]:
        print(f"  {run['output']}")
    problems = list(complaints(run))
    print()
    for problem in problems:
        print(paint("31", f"  {problem}"))
    if not problems:
        print(paint("32", "  No value was lost."))
    return 1 if problems else 0


def main():
    arguments = sys.argv[1:]
    if len(arguments) == 4 and arguments[0] == "before":
        before(*arguments[1:])
        return 0
    if len(arguments) == 2 and arguments[0] == "after":
        return after(arguments[1])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
