#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Lays out the book's source: the pages of docs/, the README as its first page, and a page with the
code of each example and of each other file that a page links to.

Usage: assemble.py ROOT FOLDER. FOLDER is made anew. Every page of docs/ must be in contents.txt.
"""

import pathlib
import re
import shutil
import sys

# Code, which stays as it is, or a link's address.
LINK = re.compile(r"^```.*?^```|`[^`\n]*`|\]\(([^)#\s]+)(#[^)]*)?\)", re.M | re.S)
# The reference is Doxygen's, beside the book.
REFERENCE = """# Classes and functions

Every public header opens with what it is for and how it is called:

<ul><li><a href="api/files.html">by header</a></li><li><a href="api/annotated.html">by
class</a></li><li><a href="api/functions.html">by name</a></li></ul>
"""


def contents(root):
    parts = []
    for line in (root / "scripts/book/contents.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            title, names = line.split(": ", 1)
            parts.append((title, names.split()))
    return parts


class Book:
    def __init__(self, root, folder):
        self.root, self.folder = root, folder
        self.listings = {}  # path in the repository: name of its page

    def listing(self, path):
        """The page that shows a file, or the files of a folder."""
        name = "code/" + str(path.relative_to(self.root)).replace("/", "-").replace(".", "-")
        self.listings[path] = name
        return name

    def moved(self, page, text):
        """The text with its links as they are in the book."""
        docs = self.root / "docs"
        up = "../" * (len(page.relative_to(docs).parts) - 1) if page.is_relative_to(docs) else ""

        def move(link):
            address, heading = link[1], link[2] or ""
            if address is None:
                return link[0]
            if "://" in address or address.startswith("mailto:"):
                return link[0]
            target = (page.parent / address).resolve()
            if target == self.root / "README.md":
                return f"]({up}index.md{heading})"
            if target.is_relative_to(docs) and target.suffix == ".md":
                return f"]({up}{target.relative_to(docs)}{heading})"
            if target.suffix == ".png":
                return f"]({up}images/{target.name})"
            if target.exists():
                return f"]({up}{self.listing(target)}.md)"
            sys.exit(f"assemble: {page}: leads nowhere: {link[0]}")

        return LINK.sub(move, text)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def write_listing(self, path, name):
        shown = path.relative_to(self.root)
        files = sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]
        text = f"---\norphan: true\n---\n# {shown}\n"
        for file in files:
            language = {".cpp": "cpp", ".hpp": "cpp", ".sh": "bash", ".py": "python"}.get(file.suffix,
                                                                                      "none")
            if len(files) > 1:
                text += f"\n## {file.name}\n"
            text += f"\n````{language}\n{file.read_text(encoding='utf-8').rstrip()}\n````\n"
        self.write(name + ".md", text)

    def make(self):
        parts = contents(self.root)
        named = [name for _, names in parts for name in names]
        docs = self.root / "docs"
        pages = {str(path.relative_to(docs).with_suffix("")): path for path in docs.rglob("*.md")}
        if set(named) != set(pages) or len(named) != len(set(named)):
            sys.exit("assemble: contents.txt and docs/ differ in "
                     f"{sorted(set(named) ^ set(pages)) or 'a page named twice'}")
        for name, path in pages.items():
            self.write(name + ".md", self.moved(path, path.read_text(encoding="utf-8")))
        readme = self.root / "README.md"
        index = self.moved(readme, readme.read_text(encoding="utf-8"))
        for title, names in parts:
            lines = "\n".join(names)
            index += f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{lines}\n```\n"
        index += "\n```{toctree}\n:hidden:\n:caption: Reference\n\nreference\n```\n"
        self.write("index.md", index)
        self.write("reference.md", REFERENCE)
        done = set()
        while set(self.listings) != done:
            for path, name in [each for each in self.listings.items() if each[0] not in done]:
                self.write_listing(path, name)
                done.add(path)
        shutil.copytree(self.root / "docs/images", self.folder / "images")
        for name in ("conf.py", "book.css"):
            place = self.folder / ("static" if name.endswith(".css") else ".")
            place.mkdir(exist_ok=True)
            shutil.copy(self.root / "scripts/book" / name, place)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    target = pathlib.Path(sys.argv[2])
    shutil.rmtree(target, ignore_errors=True)
    Book(pathlib.Path(sys.argv[1]).resolve(), target).make()
