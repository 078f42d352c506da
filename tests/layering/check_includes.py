#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Fails if a source includes a project folder that its own folder may not know.

Arrows go down only; docs/architecture.md explains them. Usage: check_includes.py ROOT
"""

import pathlib
import re
import sys

# folder -> the folders it may include besides itself; the longest matching prefix counts
ALLOWED = {
    "abi": [],
    "include/attacca/base": [],
    "include/attacca/rt": ["include/attacca/base"],
    "include/attacca": ["include/attacca"],
    "src/core": ["include/attacca"],
    "src/gui": ["include/attacca"],
    "src/wrappers/clap": ["include/attacca", "src/core", "abi/clap"],
    "src/wrappers/vst3": ["include/attacca", "src/core", "abi/vst3"],
    "package": ["include/attacca/base"],
    "host": ["abi", "include/attacca/base", "include/attacca/rt"],
    "validate": ["host", "abi", "include/attacca/base"],
    "cli": ["host", "validate", "package", "include/attacca/base"],
    "examples": ["include/attacca"],
}
# where `#include "x/y.hpp"` or <x/y.hpp> is looked for, as the compiler does
ROOTS = ["", "include", "src", "src/wrappers"]
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)
FORMATS = re.compile(r"\b(clap|vst3)(_|::|/)", re.I)
# the one corner of the plugin API where formats have a name, and headers that only pass it on
NAMES_FORMATS = {"include/attacca/format_ids.hpp"}


def owner(path):
    fits = [f for f in ALLOWED if path.startswith(f + "/")]
    return max(fits, key=len) if fits else None


def resolve(root, source, name):
    for base in [str(pathlib.PurePosixPath(source).parent)] + ROOTS:
        path = pathlib.PurePosixPath(base) / name
        if (root / path).is_file():
            return (root / path).resolve().relative_to(root).as_posix()
    return None


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    wrong, seen = [], 0
    for folder in sorted({f.split("/")[0] for f in ALLOWED}):
        for file in sorted((root / folder).rglob("*.[hc]pp")):
            source = file.relative_to(root).as_posix()
            home = owner(source)
            if home is None:
                continue
            seen += 1
            text = file.read_text(encoding="utf-8")
            for name in INCLUDE.findall(text):
                target = resolve(root, source, name)
                if target is None or owner(target) in (home, None):
                    continue
                if not any(target.startswith(a + "/") for a in ALLOWED[home]):
                    wrong.append(f"{source}: includes {target}, which {home}/ may not know")
            public = source.startswith("include/attacca/") and "/detail/" not in source
            if public and source not in NAMES_FORMATS:
                code = re.sub(r"//.*", "", text)
                if FORMATS.search(code):
                    wrong.append(f"{source}: names a plugin format; the plugin API is neutral")
    for line in wrong:
        print(line)
    print(f"{seen} files read, {len(wrong)} wrong arrows")
    return 1 if wrong or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
