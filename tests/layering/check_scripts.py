#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Fails if a script that the Makefile or another script calls by its path may not be executed, or is
not there. Usage: check_scripts.py ROOT
"""

import os
import pathlib
import re
import sys

# With what reads it, if that stands before.
CALL = re.compile(r"(?<![\w/])(?:(python3?|bash|sh|source|\.)\s+)?((?:scripts|tests)/[\w/-]+\.(?:sh|py))")


def main():
    root = pathlib.Path(sys.argv[1])
    wrong = []
    count = 0
    for caller in [root / "Makefile", root / ".ci/run", *sorted((root / "scripts").glob("*.sh"))]:
        for line in caller.read_text().splitlines():
            if line.lstrip().startswith("#"):
                continue
            for interpreter, path in CALL.findall(line):
                script = root / path
                count += 1
                if not script.is_file():
                    wrong.append(f"{caller.relative_to(root)}: {path}: there is no such script")
                elif not interpreter and not os.access(script, os.X_OK):
                    wrong.append(f"{caller.relative_to(root)}: {path} may not be executed: "
                                 f"chmod +x {path}")
    print("\n".join(wrong + [f"{count} calls of scripts, {len(wrong)} wrong"]))
    return 1 if wrong or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
