#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Each command line of attacca in the documentation is one that the program has: its command, and
every option, in blocks of shell and in the text.

Usage: check_commands.py ROOT ATTACCA
"""

import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```(?:sh|bash)?\n(.*?)^```$", re.M | re.S)
INLINE = re.compile(r"`(attacca [^`\n]+)`")
LINE = re.compile(r"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:xvfb-run -a )?(?:\S*/)?attacca ([a-z].*)$", re.M)
OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*|-[a-z])(?![\w-])")


class Program:
    def __init__(self, path):
        self.path, self.known = path, {}

    def options(self, command):
        """The options of a command (`preset list` is one), or None where there is none of it."""
        if command not in self.known:
            done = subprocess.run([self.path, *command.split(), "--help"], text=True,
                                  capture_output=True)
            # A command above it answers for one that there is not.
            is_it = done.returncode == 0 and f"attacca {command} " in done.stdout
            self.known[command] = set(OPTION.findall(done.stdout)) if is_it else None
        return self.known[command]


def lines_in(text):
    """Command lines behind the program's name, with where they begin."""
    for block in BLOCK.finditer(text):
        joined = block[1].replace("\\\n", " ")
        for line in LINE.finditer(joined):
            yield text.count("\n", 0, block.start()) + 1, line[1]
    for inline in INLINE.finditer(text):
        yield text.count("\n", 0, inline.start()) + 1, inline[1].removeprefix("attacca ")


def mistakes(program, line):
    line = re.split(r" (?:\||&&|#|>)|;", line)[0]
    words = line.split()
    command = words[0]
    if not re.fullmatch(r"[a-z]+", command):
        return []
    if command == "preset" and len(words) > 1 and re.fullmatch(r"[a-z]+", words[1]):
        command += " " + words[1]
    options = program.options(command)
    if options is None:
        return [f"no such command: {command}"]
    # What is in quotes is a value.
    plain = re.sub(r"'[^']*'|\"[^\"]*\"", "''", line)
    return [f"{command} has no option {each}" for each in OPTION.findall(plain)
            if each not in options]


def main():
    root, program = pathlib.Path(sys.argv[1]), Program(sys.argv[2])
    seen, wrong = 0, 0
    for page in sorted([*root.glob("docs/**/*.md"), root / "README.md"]):
        for number, line in lines_in(page.read_text(encoding="utf-8")):
            seen += 1
            for mistake in mistakes(program, line):
                wrong += 1
                print(f"{page.relative_to(root)}:{number}: {mistake}: attacca {line}")
    print(f"{seen} command lines in the documentation, {wrong} mistakes")
    return 1 if wrong or seen < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
