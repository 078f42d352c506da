#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Finishes the book that Sphinx has made: what no page uses is taken out, so that it is small, and
pages are dark where the reader's system is, which the theme as Debian builds it does not do.

Usage: finish.py FOLDER. Says how large the book is; more than 5 MB are an error.
"""

import pathlib
import re
import sys

MOST = 5_000_000  # bytes
# Sphinx 5 has them for themes of others; its own scripts and this theme's do without.
UNUSED = ("jquery.js", "underscore.js", "_sphinx_javascript_frameworks_compat.js")
DARK = re.compile(r'body\[data-theme="?dark"?\]([^{}]*)\{([^{}]*)\}')


def take_out(folder):
    scripts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.js")
               if path.name not in UNUSED]
    if any("jQuery" in text or "$(" in text or "_." in text.split() for text in scripts):
        return
    for name in UNUSED:
        (folder / "_static" / name).unlink(missing_ok=True)
    tag = re.compile(rf'\s*<script src="[^"]*_static/(?:{"|".join(map(re.escape, UNUSED))})"></script>')
    for page in folder.rglob("*.html"):
        # Indentation, but of code.
        pieces = re.split(r"(<pre.*?</pre>)", tag.sub("", page.read_text(encoding="utf-8")), flags=re.S)
        pieces[::2] = [re.sub(r"\n\s+", "\n", piece) for piece in pieces[::2]]
        page.write_text("".join(pieces), encoding="utf-8")


def follow_the_system(folder):
    css = folder / "_static/styles/furo.css"
    text = css.read_text(encoding="utf-8")
    rules = "".join(f'body:not([data-theme="light"]){more}{{{what}}}' for more, what in DARK.findall(text))
    if not rules:
        sys.exit("finish: the theme has no dark colours")
    if "prefers-color-scheme" not in text:
        css.write_text(f"{text}\n@media (prefers-color-scheme: dark) {{\n{rules}\n}}\n", encoding="utf-8")


def main():
    folder = pathlib.Path(sys.argv[1])
    take_out(folder)
    follow_the_system(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"the book: {size / 1e6:.2f} MB")
    if size > MOST:
        sys.exit(f"finish: it is to be at most {MOST / 1e6:.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
