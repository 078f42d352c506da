# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The commands that a page of the documentation shows, and what it says that they print.

A block `sh` holds commands; a block `console` holds lines that begin with "$ ", and below each what
it prints. A line of output that is "..." or "…" alone stands for any lines.
"""

import dataclasses
import re

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
COMMENT = re.compile(r"\s+#\s.*$")
PROGRAMS = re.compile(r"(?:\$ |(?:sudo|attacca|parlando|make|cmake|ctest|git|scripts/\S+) )")
# What differs from one run to the next on every page.
VARIES = [r"\b[0-9a-f]{16,}\b", r"\b\d+(?:\.\d+)? (?:ns|µs|ms|s)\b", r"\bprocess \d+",
          r"\b0x[0-9a-f]+\b"]


@dataclasses.dataclass
class Command:
    page: str
    line: int
    text: str
    shown: str | None = None  # None: the page does not say what it prints

    @property
    def place(self):
        return f"{self.page}:{self.line}"


def commands_of(page, text):
    """Yields the commands in order. Raises ValueError where a block does not say what it is."""
    for block in BLOCK.finditer(text):
        kind, body = block[1], block[2]
        line = text.count("\n", 0, block.start(2)) + 1
        if kind == "" and PROGRAMS.match(body):
            raise ValueError(f"{page}:{line}: a block of commands is marked sh, or console if it "
                             "shows what they print")
        if kind in ("sh", "bash"):
            yield from _script(page, line, body)
        elif kind == "console":
            yield from _session(page, line, body)


def _script(page, line, body):
    words = ""
    for number, text in enumerate(body.splitlines(), line):
        words += COMMENT.sub("", text)
        if words.endswith("\\"):
            words = words[:-1].rstrip() + " "
            continue
        if words.strip() and not words.lstrip().startswith("#"):
            yield Command(page, number, re.sub(r" +", " ", words.strip()))
        words = ""


def _session(page, line, body):
    command, shown = None, []
    lines = iter(enumerate(body.splitlines(), line))
    for number, text in lines:
        if not text.startswith("$ "):
            if command is None:
                raise ValueError(f"{page}:{number}: output that comes before a command")
            shown.append(text)
            continue
        if command:
            yield dataclasses.replace(command, shown="\n".join(shown))
        words = COMMENT.sub("", text[2:])
        while words.endswith("\\"):
            words = words[:-1].rstrip() + " " + next(lines)[1].strip()
        command, shown = Command(page, number, words.strip()), []
    if command:
        yield dataclasses.replace(command, shown="\n".join(shown))


def difference(shown, printed, varies=()):
    """What the page shows and does not come, or None. Spaces between columns do not count."""
    pattern = re.compile("|".join(f"(?:{each})" for each in [*varies, *VARIES]))

    def masked(line):
        return pattern.sub("~", re.sub(r"\s+", " ", line.strip()))

    come = [masked(line) for line in printed.splitlines() if line.strip()]
    at, anywhere = 0, False
    for line in shown.splitlines():
        if not line.strip():
            continue
        if line.strip() in ("...", "…"):
            anywhere = True
            continue
        wanted = re.compile(re.escape(masked(line)).replace("…", ".*"))
        while anywhere and at < len(come) and not wanted.fullmatch(come[at]):
            at += 1
        if at >= len(come) or not wanted.fullmatch(come[at]):
            return f"shown: {line}\n    comes: {come[at] if at < len(come) else '(nothing more)'}"
        at, anywhere = at + 1, False
    if at < len(come) and not anywhere:
        return f"shown: (nothing more)\n    comes: {come[at]}"
    return None
