#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Counts and findings of `attacca validate --json` documents, as Markdown.

Usage: summarize.py FOLDER [--findings]
"""

import collections
import json
import pathlib
import sys


def documents(folder):
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        try:
            yield path.stem, json.loads(path.read_text())
        except json.JSONDecodeError:
            yield path.stem, None


def findings_of(plugin):
    for check in plugin["checks"]:
        if check["verdict"] not in ("passed", "skipped"):
            yield check["name"], check["verdict"], (check["messages"] or [""])[0]
    for watch in plugin["broken_watches"]:
        verdict = "warned" if watch["severity"] == "warning" else "failed"
        yield watch["name"], verdict, (watch["where"] or [""])[0]


def main():
    folder = sys.argv[1]
    print("| plugin | passed | failed | warned | skipped | s |")
    print("|---|---|---|---|---|---|")
    by_check = collections.defaultdict(list)
    for name, document in documents(folder):
        if document is None:
            print(f"| {name} | no document | | | | |")
            continue
        for plugin in document["plugins"]:
            counts = plugin["counts"]
            label = name if len(document["plugins"]) == 1 else f"{name}: {plugin['name']}"
            print(f"| {label} | {counts['passed']} | {counts['failed']} | {counts['warned']} |"
                  f" {counts['skipped']} | {plugin['seconds']:.0f} |")
            for check, verdict, message in findings_of(plugin):
                by_check[(check, verdict)].append((label, message))
        for failure in document["not_loaded"]:
            print(f"| {name} | not loaded: {failure['messages'][:1]} | | | | |")
    if "--findings" not in sys.argv:
        return
    print("\n| check | verdict | plugins | for example |")
    print("|---|---|---|---|")
    for (check, verdict), places in sorted(by_check.items()):
        label, message = places[0]
        print(f"| `{check}` | {verdict} | {len(set(l for l, _ in places))} |"
              f" {label}: {message[:160].replace('|', '/')} |")


if __name__ == "__main__":
    main()
