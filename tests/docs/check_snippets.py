#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Compiles the C++ in the documentation: each ```cpp block that begins with #include is a file.
What a chapter docs/examples/NAME.md shows are lines of examples/NAME, which are compiled there.

Usage: check_snippets.py ROOT COMPILER [FLAGS…]. Prints how many there were, and the compiler's
messages with the place in the page.
"""

import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```cpp\n(#include.*?)^```$", re.M | re.S)
SHOWN = re.compile(r"^```cpp\n(.*?)^```$", re.M | re.S)


def strange_lines(root):
    """Blocks of chapters that are not in their example, line by line and without a gap."""
    seen = 0
    for page in sorted(root.glob("docs/examples/*.md")):
        sources = [[line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
                   for path in sorted((root / "examples" / page.stem).glob("*.[ch]pp"))]
        text = page.read_text(encoding="utf-8")
        for block in SHOWN.finditer(text):
            seen += 1
            shown = [line.strip() for line in block[1].splitlines()]
            if not any(shown == source[at:at + len(shown)]
                       for source in sources for at in range(len(source))):
                line = text.count("\n", 0, block.start(1)) + 1
                yield f"{page.relative_to(root)}:{line}: is no longer so in examples/{page.stem}"
    if seen == 0:
        yield "no chapter shows an example"


def main():
    root, compiler = pathlib.Path(sys.argv[1]), sys.argv[2:]
    seen, wrong = 0, 0
    for mistake in strange_lines(root):
        wrong += 1
        print(mistake)
    for page in sorted([*root.glob("docs/**/*.md"), root / "README.md"]):
        text = page.read_text(encoding="utf-8")
        for block in BLOCK.finditer(text):
            seen += 1
            line = text.count("\n", 0, block.start(1)) + 1
            code = f'#line {line} "{page.relative_to(root)}"\n{block.group(1)}'
            done = subprocess.run([*compiler, "-x", "c++", "-fsyntax-only", "-"], input=code,
                                  text=True, capture_output=True)
            if done.returncode != 0:
                wrong += 1
                print(done.stderr)
    print(f"{seen} files in the documentation, {wrong} mistakes")
    return 1 if wrong or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
