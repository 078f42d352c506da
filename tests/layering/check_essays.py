#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Fails on a public header that does not open with an essay.

Usage: check_essays.py ROOT. Each header in include/attacca/, outside the detail/ folders, has after
`#pragma once` a comment of 4 to 16 lines: what it is for, how it is used (code, indented), which
thread, what is promised.
"""

import pathlib
import re
import sys

ESSAY = re.compile(r"#pragma once\n\n((?://[^\n]*\n)+)\n")


def fault(text):
    essay = ESSAY.search(text)
    if not essay:
        return "no essay after #pragma once"
    lines = essay.group(1).splitlines()
    if not 4 <= len(lines) <= 16:
        return f"an essay of {len(lines)} lines"
    if not any(line.startswith("//     ") for line in lines):
        return "an essay without code"
    return None


def main():
    root = pathlib.Path(sys.argv[1])
    seen, wrong = 0, 0
    for file in sorted((root / "include/attacca").rglob("*.hpp")):
        if "detail" in file.parts:
            continue
        seen += 1
        if found := fault(file.read_text(encoding="utf-8")):
            wrong += 1
            print(f"{file.relative_to(root)}: {found}")
    print(f"{seen} public headers, {wrong} without an essay as it should be")
    return 1 if wrong or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
