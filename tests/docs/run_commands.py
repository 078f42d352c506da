#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Runs the commands in the documentation, page by page and in order, each with a home of its own.

Usage: run_commands.py ROOT BUILD [--only PAGE…] [--list]. A command is run as it stands and must end
with status 0, printing what the page shows; command_plan.py says what is run in another way, and
what is not run and why. --list prints that.
"""

import argparse
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import command_plan
import page_commands
from command_places import Place

PATIENCE = 600  # seconds for one command


class Shell:
    """One shell for a page: its variables, its folder and its jobs live on from command to command."""

    def __init__(self, place):
        self.place = place
        self.ended, ending = os.pipe()
        self.process = subprocess.Popen(["bash", "--norc", "--noprofile"], stdin=subprocess.PIPE,
                                        cwd=place.folder, env=place.env, text=True,
                                        pass_fds=[ending], start_new_session=True,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(ending)
        self.say = ending
        self.count = 0

    def run(self, command):
        """Its status and what it printed; status None: it did not come to an end."""
        self.count += 1
        log = self.place.scratch / f"{self.count}.log"
        self.process.stdin.write(f"{{ {command}\n}} >{shlex.quote(str(log))} 2>&1 </dev/null\n"
                                 f"echo $? >&{self.say}\n")
        self.process.stdin.flush()
        status = self.wait()
        return status, log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""

    def wait(self):
        os.set_blocking(self.ended, False)
        until, answer = time.monotonic() + PATIENCE, b""
        while time.monotonic() < until and not answer.endswith(b"\n"):
            try:
                piece = os.read(self.ended, 64)
                if not piece:
                    return None
                answer += piece
            except BlockingIOError:
                time.sleep(0.01)
        if not answer.endswith(b"\n"):
            return None
        return int(answer)

    def close(self):
        # With what it left in the background: they are all of its session.
        for number in (signal.SIGTERM, signal.SIGKILL):
            for child in self.session():
                try:
                    os.kill(child, number)
                except ProcessLookupError:
                    pass
            until = time.monotonic() + 5
            while self.session() and time.monotonic() < until:
                self.process.poll()
                time.sleep(0.02)
        self.process.wait()
        os.close(self.ended)

    def session(self):
        found = []
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if stat[0] != "Z" and int(stat[3]) == self.process.pid:
                found.append(int(entry.name))
        return found


class Count:
    run, changed, left, wrong = 0, 0, 0, 0


def try_command(shell, command, entry, count):
    """Prints how it went; false if it did not come to an end."""
    words = command.text
    if entry.instead is not None:
        words = entry.instead
    for old, new in entry.but.items():
        if old not in words:
            raise ValueError(f"{command.place}: nothing to change: {old}")
        words = words.replace(old, shell.place.filled(new))
    entry.first(shell.place)
    began = time.monotonic()
    status, printed = shell.run(entry.before + words)
    took = time.monotonic() - began
    mistake = None
    if status is None:
        mistake = f"did not come to an end within {PATIENCE} s"
    elif status not in entry.statuses:
        mistake = f"status {status}"
    elif command.shown and entry.instead is None and entry.is_shown:
        mistake = page_commands.difference(command.shown, printed, entry.varies)
    for text in entry.says:
        if mistake is None and text not in printed:
            mistake = f"does not say: {text}"
    if mistake is None and entry.then is not None:
        mistake = entry.then(shell.place)
    word = "ok" if mistake is None else "WRONG"
    print(f"{word:6}{took:6.1f} s  {command.place}: {command.text}", flush=True)
    if mistake is not None:
        count.wrong += 1
        print(f"    {mistake}\n    run: {words}\n    printed:")
        print("\n".join(f"    | {line}" for line in printed.splitlines()[-40:]), flush=True)
    elif entry.instead is not None or entry.but:
        count.changed += 1
    else:
        count.run += 1
    return status is not None


def try_page(page, commands, place_for, count):
    plan = command_plan.PLAN.get(page, command_plan.Page())
    missing = set(plan.commands) - {each.text for each in commands}
    for text in sorted(missing):
        count.wrong += 1
        print(f"WRONG {page}: command_plan.py has a command that is not there: {text}")
    place = place_for(page)
    shell = None
    try:
        plan.begin(place)
        shell = Shell(place)
        for command in commands:
            entry = plan.commands.get(command.text, command_plan.Run())
            reason = entry.left_out()
            if reason:
                count.left += 1
                print(f"left            {command.place}: {command.text}: {reason}", flush=True)
            else:
                # What did not come to an end leaves no shell for the rest.
                if not try_command(shell, command, entry, count):
                    break
    finally:
        if shell:
            shell.close()
        place.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--only", nargs="+", metavar="PAGE", default=[])
    parser.add_argument("--list", action="store_true", help="what is not run as it stands, and why")
    options = parser.parse_args()
    root, build = options.root.resolve(), options.build.resolve()
    pages = {}
    for path in sorted([root / "README.md", *root.glob("docs/**/*.md")]):
        name = str(path.relative_to(root))
        pages[name] = list(page_commands.commands_of(name, path.read_text(encoding="utf-8")))
    if options.list:
        for page, plan in command_plan.PLAN.items():
            for text, entry in plan.commands.items():
                if entry.because:
                    print(f"{page}: {text}\n    {entry.because}")
        return 0
    count = Count()
    for page in sorted(set(command_plan.PLAN) - set(pages)):
        count.wrong += 1
        print(f"WRONG command_plan.py has a page that is not there: {page}")
    work = pathlib.Path(tempfile.mkdtemp(prefix="attacca-book-", dir="/tmp"))
    try:
        for page, commands in pages.items():
            if commands and (not options.only or page in options.only):
                try_page(page, commands, lambda name: Place(root, build, work, name), count)
    finally:
        if not count.wrong:
            shutil.rmtree(work, ignore_errors=True)
    if count.wrong:
        print(f"what is left of it: {work}")
    print(f"{count.run} commands run as they stand, {count.changed} in another way, {count.left} not "
          f"run for a reason, {count.wrong} mistakes")
    return 1 if count.wrong or not count.run else 0


if __name__ == "__main__":
    sys.exit(main())
