#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Fails on a thread tag that is not in the vocabulary, and on a public function without one.

Usage: check_thread_tags.py ROOT. The vocabulary is below, and docs/threads.md explains it.

Spelling: in the comments of FOLDERS, square brackets that begin like a tag hold a tag of the
vocabulary, to the letter. In abi/ a tag may end in "; " and the state that the format
asks for, as in [main; active].

Coverage: each function that a header in include/attacca/ declares for plugin authors, outside the
detail/ folders, has a tag in one of these places, the nearest first:
  1. its comment: above it, or behind it on its last line. A comment above stands for all
     declarations below it up to the next comment or empty line;
  2. "All members [tag]" in the comment of its class, or of the class around that.
Exempt are overrides, which keep their base's tag, what the language writes (`= default`,
`= delete`), and what users cannot call: private members, namespaces called detail, macros.
"""

import pathlib
import re
import sys

TAGS = ["main", "audio", "any", "not audio", "one thread", "audio, or main while inactive"]
FOLDERS = ["include", "src", "host", "abi", "binary", "package", "report", "trial", "cli"]
BEGINS_LIKE_A_TAG = re.compile(
    r"\[((?:main|audio|any|not audio|one thread|background|ui|gui|worker|all)\b[^\]\n]*)\]", re.I)
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
TEXT = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
# "[not audio]": two tags where the vocabulary has one
TWO_TAGS = re.compile(r"\[(?:main|audio|any)\],? (?:or|but|not)(?: never)? \[\w+\][^.;]{0,20}")
HAS_TAG = re.compile(r"\[(?:" + "|".join(map(re.escape, TAGS)) + r")(?:;[^\]]*)?\]")
STANDS_FOR_MEMBERS = re.compile(r"All members " + HAS_TAG.pattern)


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def joined(comment):
    """A comment may break a tag into two lines."""
    return re.sub(r"\s*\n\s*//[/!]?<?\s*", " ", comment)


def misspelt(path, text):
    """Comments alone: code has brackets of its own."""
    code = TEXT.sub(lambda m: " " * len(m.group()), text)
    for comment in re.finditer(r"(?://[^\n]*\n\s*)+|/\*.*?\*/", code, re.S):
        for tag in BEGINS_LIKE_A_TAG.findall(joined(comment.group())):
            thread = tag.partition(";")[0] if path.startswith("abi/") else tag
            if thread not in TAGS:
                yield f"{path}:{line_of(text, comment.start())}: [{tag}] is no thread tag"
        for words in TWO_TAGS.findall(joined(comment.group())):
            yield f"{path}:{line_of(text, comment.start())}: \"{words}\" has a tag of its own"


class Header:
    """Splits a header into declarations, each with the comments that belong to it."""

    def __init__(self, text):
        self.text = text
        # the code with comments, texts and preprocessor lines blanked, same length
        blank = lambda m: re.sub(r"[^\n]", " ", m.group())
        self.code = TEXT.sub(lambda m: '"' + " " * (len(m.group()) - 2) + '"', text)
        self.comments = [(m.start(), m.end()) for m in COMMENT.finditer(self.code)]
        self.code = COMMENT.sub(blank, self.code)
        self.code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, self.code, flags=re.M)
        self.lines = text.split("\n")
        self.code_lines = self.code.split("\n")

    def comment_above(self, at):
        """The comment that stands for the declaration beginning at `at`, by rule 1."""
        line = line_of(self.text, at) - 2
        while line >= 0 and self.code_lines[line].strip():
            if re.search(r"\{\s*$|^\s*(public|protected|private)\s*:", self.code_lines[line]):
                return ""
            line -= 1
        found = []
        while line >= 0 and self.lines[line].strip() and not self.code_lines[line].strip():
            found.append(self.lines[line])
            line -= 1
        return joined("\n".join(reversed(found)))

    def comment_behind(self, at):
        """What follows on the line of `at`, and further lines of that comment."""
        line = line_of(self.text, at) - 1
        start = self.lines[line].find("//")
        found = [self.lines[line][start:]] if start >= 0 else []
        line += 1
        while found and line < len(self.lines) and re.match(r"\s*///<", self.lines[line]):
            found.append(self.lines[line])
            line += 1
        return joined("\n".join(found))

    def closing(self, opening):
        depth = 0
        for at in range(opening, len(self.code)):
            depth += {"{": 1, "}": -1}.get(self.code[at], 0)
            if depth == 0:
                return at
        return len(self.code) - 1

    def functions(self):
        yield from self.scan(0, len(self.code), [], True, "")

    def scan(self, begin, end, outer, is_public, name):
        """Yields (position, declaration, tagged) for each function declared in the range."""
        at = start = begin
        while at < end:
            c = self.code[at]
            statement = self.code[start:at]
            if c == ":" and re.fullmatch(r"\s*(public|protected|private)\s*", statement):
                is_public = "private" not in statement
                start = at + 1
            elif c == "(":
                depth = 0
                while at < end:
                    depth += {"(": 1, ")": -1}.get(self.code[at], 0)
                    if depth == 0:
                        break
                    at += 1
            elif c == ";":
                yield from self.declaration(start, at, statement, outer, is_public, at)
                start = at + 1
            elif c == "{":
                close = self.closing(at)
                head = re.sub(r"\btemplate\s*<[^{;]*?>\s*(?=class|struct|\S)", "", statement)
                first = start + len(statement) - len(statement.lstrip())
                if re.search(r"\bnamespace\s+[\w:]*\bdetail\b", statement):
                    start = close + 1
                elif re.search(r"\bnamespace\b", statement) or 'extern "' in statement:
                    yield from self.scan(at + 1, close, outer, True, "")
                    start = close + 1
                elif re.search(r"\benum\b", statement):
                    start = close + 1
                elif (kind := re.search(r"\b(class|struct|union)\s+", head)) and "(" not in re.sub(
                        r"\b(alignas|__attribute__)\s*\(.*?\)+", "", head):
                    if is_public:
                        tagged = bool(STANDS_FOR_MEMBERS.search(self.comment_above(first)))
                        yield from self.scan(at + 1, close, outer + [tagged],
                                             kind.group(1) != "class", head)
                    start = close + 1
                elif ")" in statement and not re.search(r"[^=!<>]=\s*$", statement) \
                        and not re.search(r"[,:]\s*[\w:<>]+$", statement.rstrip()):
                    yield from self.declaration(start, at, statement, outer, is_public, close)
                    start = close + 1
                # else: braces of an initializer, inside a statement that goes on
                at = close
            at += 1

    def declaration(self, start, at, statement, outer, is_public, last):
        bare = re.sub(r"\[\[.*?\]\]", "", statement).strip()
        bare = re.sub(r"^template\s*<.*?>\s*(?=[\w~:])", "", bare, flags=re.S)
        if (not is_public or "(" not in bare
                or re.match(r"(using|typedef|static_assert|friend|class|struct|enum|return)\b", bare)
                or re.search(r"=\s*(default|delete)\s*$|\boverride\b", bare)
                or re.search(r"^[\w:<>,\s*&]+\(\*\w+\)\s*\(", bare)
                or re.search(r"=(?!=)", bare.split("(")[0].replace("operator==", "")
                             .replace("operator=", ""))
                or re.search(r"^[\w:<>,\s*&]+\b\w+\s*\{", bare)):
            return
        first = start + len(statement) - len(statement.lstrip())
        comment = self.comment_above(first) + "\n" + self.comment_behind(at) + "\n" + (
            self.comment_behind(last))
        tagged = bool(HAS_TAG.search(comment)) or any(outer)
        yield first, " ".join(bare.split())[:80], tagged


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    wrong, tags, functions = [], 0, 0
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*.[hc]pp")):
            path = file.relative_to(root).as_posix()
            text = file.read_text(encoding="utf-8")
            tags += len(HAS_TAG.findall(joined(text)))
            wrong += misspelt(path, text)
            is_public = (path.startswith("include/attacca/") and path.endswith(".hpp")
                         and "/detail/" not in path)
            if not is_public:
                continue
            for at, declared, tagged in Header(text).functions():
                functions += 1
                if not tagged:
                    wrong.append(f"{path}:{line_of(text, at)}: no thread tag: {declared}")
    for line in wrong:
        print(line)
    print(f"{tags} thread tags, {functions} public functions, {len(wrong)} wrong")
    return 1 if wrong or tags == 0 or functions == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
