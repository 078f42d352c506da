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
    return {True: "yes", False: "NO", None: "not sent"}[value]


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]

    def rule(left, middle, right):
        return "  " + left + middle.join("─" * (width + 2) for width in widths) + right

    print(rule("┌", "┬", "┐"))
    for number, row in enumerate(rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths)]
        print("  │ " + " │ ".join(cells) + " │")
        if number == 0:
            print(rule("├", "┼", "┤"))
    print(rule("└", "┴", "┘"))


def row(label, plugins, value):
    return (label, *(str(value(plugin)) for plugin in plugins))


def before(inspect_file, recording, script):
    heading("Attacca: a plugin that follows its track")
    with open(inspect_file, encoding="utf-8") as file:
        files = json.load(file)["files"]
    for entry in files:
        print(f"  {entry['kind']:<12} {os.path.relpath(entry['path'])}")
    identity = files[0]["binaries"][0]["build_identity"]
    if identity:
        changes = ", with uncommitted changes" if identity["dirty"] else ""
        print(f"  built from   {identity['sources'][:19]}… at {identity['revision'][:12]}{changes}")
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
            yield f"{who} received {plugin['track_changes_sent']} changes only"
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
    plugins = run["plugins"]
    engine = run["engine"]

    def nanoseconds(key):
        return lambda plugin: duration(plugin["callback_ns"][key])

    table([
        row("format", plugins, lambda p: p["format"].upper()),
        row("track info by", plugins, lambda p: p["track_info_by"] or "-"),
        row("changes sent", plugins, lambda p: p["track_changes_sent"]),
        row("revisions that audio saw", plugins, lambda p: p["audio_revisions_seen"]),
        row("revisions that the editor saw", plugins, lambda p: p["editor_revisions_seen"]),
        row("last value seen by audio", plugins, lambda p: seen(p["audio_last_value_seen"])),
        row("last value seen by editor", plugins, lambda p: seen(p["editor_last_value_seen"])),
        row("lost last values", plugins,
            lambda p: f"{p['lost_last_values']} of {p['last_value_checks']}"),
        row("late callbacks", plugins, lambda p: f"{p['late_callbacks']} of {p['callbacks']}"),
        row("callback, median", plugins, nanoseconds("median")),
        row("callback, 99.9 %", plugins, nanoseconds("p99_9")),
        row("callback, longest", plugins, nanoseconds("max")),
        row("allocations on the audio thread", plugins, lambda p: p["audio_thread"]["allocations"]),
        row("locks and sleeps on it", plugins,
            lambda p: sum(p["audio_thread"][k] for k in ("locks", "waits", "sleeps"))),
    ])
    if engine["late_callbacks"]:
        priority = "with" if engine["realtime_priority"] else "without"
        print(f"  {engine['late_callbacks']} of {engine['callbacks']} callbacks were late: "
              f"the machine was busy ({priority} real-time priority)")
    print("  Revisions that were overtaken before the next callback are meant to be skipped: the newest"
          "\n  value reaches it, and the last one of each burst must.")
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
