#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A plugin's witness lets `attacca validate` check its track: more than fifty checks run that the
plugin itself makes it skip, and all of them pass. Usage: check_witness.py PROGRAM PLUGIN..."""

import json
import subprocess
import sys

LEAST = 50


def main():
    program, *plugins = sys.argv[1:]
    command = [program, "validate", "--json", "--only", "track.*", *plugins]
    report = json.loads(subprocess.run(command, stdout=subprocess.PIPE).stdout)
    verdicts = [(plugin["format"], check["name"], check["verdict"], check["messages"])
                for plugin in report["plugins"] for check in plugin["checks"]]
    passed = sum(verdict == "passed" for _, _, verdict, _ in verdicts)
    bad = [entry for entry in verdicts if entry[2] not in ("passed", "skipped")]
    for entry in bad + [entry for entry in verdicts if entry[2] == "skipped"]:
        print(*entry)
    print(f"{passed} of {len(verdicts)} passed, {len(bad)} are bad")
    return 0 if passed > LEAST and not bad and len(report["plugins"]) == len(plugins) else 1


if __name__ == "__main__":
    sys.exit(main())
