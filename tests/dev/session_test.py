#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A session of `attacca dev`: a plugin is changed, broken, mended, and made to crash, hang and grow.

Usage: session_test.py ROOT ATTACCA PACKER CMAKE CXX GENERATOR. The plugin is tone.cpp, in a project
of its own. What is heard is recorded, without a device, and judged at the end.
"""

import fcntl
import math
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

ROOT, ATTACCA, PACKER, CMAKE, CXX, GENERATOR = sys.argv[1:7]

PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(tone LANGUAGES CXX)
set(CMAKE_BUILD_TYPE Release)
include("{root}/cmake/plugin.cmake")
attacca_add_plugin(tone NAME "Tone" SOURCES tone.cpp FORMATS clap OWN_ENTRIES)
target_include_directories(tone PRIVATE "{root}" "{root}/include")
"""
QUIET = "inline void fault(int) {}\n"
# Later than a trial lasts, so that the player meets it.
LATE = "#include <cstdlib>\n#include <cstring>\ninline void fault(int block) {{ if (block > 60) {{ {what} }} }}\n"
BROKEN = "#define BROKEN 1\n" + QUIET
CRASH = "*reinterpret_cast<volatile int*>(8) = 1;"
HANG = "for (volatile int i = 0;; i = i + 1) {}"
GROW = "static char* volatile kept; kept = new char[64 << 20]; std::memset(kept, 1, 64 << 20);"


def check(right, what):
    if not right:
        sys.exit(f"session_test: {what}")
    print(f"ok: {what}", flush=True)


def as_left_by_others():
    """What nohup, and a parent that does not wait for its children, leave behind."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)


class Session:
    """The program that runs, and what it has said so far."""

    def __init__(self, *arguments):
        self.lines = []
        self.seen = 0
        self.program = subprocess.Popen(
            [ATTACCA, "dev", "tone", "--build", "build", "--backend", "none", "--no-editor",
             "--memory", "700", *arguments], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=as_left_by_others)
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.program.stdout:
            print("   ", line, end="", flush=True)
            self.lines.append(line)

    def wait_for(self, pattern, seconds=60):
        """The first line from here on that matches; all before it is behind us then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            while self.seen < len(self.lines):
                line = self.lines[self.seen]
                self.seen += 1
                if re.search(pattern, line):
                    return line
            if self.program.poll() is not None and self.seen == len(self.lines):
                break
            time.sleep(0.01)
        self.program.kill()
        sys.exit(f"session_test: it never said {pattern}")

    def say(self, text):
        self.program.stdin.write(text)
        self.program.stdin.flush()

    def end(self):
        self.program.send_signal(signal.SIGINT)
        status = self.program.wait(20)
        self.reader.join()
        return status


def save(name, text):
    """As editors do it: beside, then in its place."""
    pathlib.Path("." + name + ".new").write_text(text)
    os.replace("." + name + ".new", name)


def level(value, latency=0):
    return (f"#pragma once\ninline constexpr float kLevel = {value}f;\n"
            f"inline constexpr unsigned kLatency = {latency};\n")


def children_of(process):
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], text=True,
                           stdout=subprocess.PIPE)
    return found.stdout.split()


def samples_of(path):
    """The first channel of a float WAV of two."""
    data = pathlib.Path(path).read_bytes()
    at = data.index(b"data") + 8
    values = struct.unpack(f"<{(len(data) - at) // 4}f", data[at:at + (len(data) - at) // 4 * 4])
    return values[::2]


def levels_of(samples):
    """Peaks of 100 ms each, against the sine's ±0.25."""
    size = 4800
    return [max(map(abs, samples[at:at + size])) / 0.25
            for at in range(0, len(samples) - size, size)]


def worst_click(samples):
    """What is left without the sine's own frequency (1 kHz at 48 kHz), in dB against it."""
    turn = 2 * math.cos(2 * math.pi / 48)
    # What comes first is a beginning, and fades in.
    rest = max(abs(samples[i] - turn * samples[i - 1] + samples[i - 2])
               for i in range(2, len(samples)))
    return 20 * math.log10(rest / 0.25)


def session(folder):
    os.chdir(folder)
    pathlib.Path("CMakeLists.txt").write_text(PROJECT.format(root=ROOT))
    shutil.copy(pathlib.Path(ROOT) / "tests/dev/tone.cpp", "tone.cpp")
    save("level.hpp", level(0.5))
    save("fault.hpp", QUIET)
    subprocess.run([CMAKE, "-S", ".", "-B", "build", "-G", GENERATOR, f"-DCMAKE_CXX_COMPILER={CXX}",
                    f"-DATTACCA_PACKER={PACKER}"], check=True, stdout=subprocess.DEVNULL)
    wrong = subprocess.run([ATTACCA, "dev", "tune", "--build", "build"], text=True,
                           stderr=subprocess.PIPE)
    check(wrong.returncode == 2 and "has: tone" in wrong.stderr, "an unknown target is told what there is")
    wrong = subprocess.run([ATTACCA, "dev", "tone", "--build", "none"], text=True,
                           stderr=subprocess.PIPE)
    check(wrong.returncode == 2 and "cmake -S . -B none" in wrong.stderr, "no build folder: how to make one")

    dev = Session("--input", "sine", "--output", "heard.wav", "--patience", "2")
    dev.wait_for(r"  heard .*after")
    dev.wait_for(r"watching \d+ files")
    check(True, "it builds and plays")

    save("level.hpp", level(0.25))
    dev.wait_for(r"saved +level.hpp")
    dev.wait_for(r"generation 1, level 0.25")
    dev.wait_for(r"swapped .* 4 bytes of state")
    dev.wait_for(r"heard .* after it was saved")
    check(True, "a header that is saved is heard, with the state")

    save("level.hpp", level(0.75).replace("0.75f;", "0.75f"))
    said = dev.wait_for(r"FAILED")
    check("the first at" in said and "the build before plays on" in said, "an error is shown with its place")
    dev.wait_for(r"level.hpp:\d+:\d+: error:|tone.cpp:\d+:\d+: error:")
    save("level.hpp", level(0.75))
    dev.wait_for(r"heard .* after it was saved")
    check(True, "what was broken is mended")

    os.rename("tone.cpp", "tone.old")
    dev.wait_for(r"gone +tone.cpp")
    dev.wait_for(r"FAILED")
    os.rename("tone.old", "tone.cpp")
    dev.wait_for(r"saved +tone.cpp")
    dev.wait_for(r"  built ")
    check(True, "a source that is away is waited for")

    save("fault.hpp", LATE.replace("block > 60", "block > 0").format(what=CRASH))
    said = dev.wait_for(r"CRASHED")
    check("SIGSEGV in its audio callback" in said or "SIGSEGV while it played" in said,
          "what crashes at once is found when it is tried")
    check("the build before plays on" in said, "and the build before plays on")
    dev.wait_for(r"fault.*\(fault.hpp:3\)")
    save("fault.hpp", QUIET)
    dev.wait_for(r"heard .* after it was saved")

    save("fault.hpp", "#include <unistd.h>\nstatic const int slow = usleep(1000000);\n" + QUIET)
    dev.wait_for(r"  built ")
    dev.say("\n")
    dev.wait_for(r"  built ")
    dev.wait_for(r"heard .* after it was saved")
    check(True, "a build whose trial was overtaken by one that made the same file is heard")
    save("fault.hpp", QUIET)
    dev.wait_for(r"heard .* after it was saved")

    tone = pathlib.Path("tone.cpp").read_text()
    save("tone.cpp", '#include "extra.hpp"\n' + tone)
    dev.wait_for(r"FAILED")
    save("extra.hpp", "an error\n")
    dev.wait_for(r"saved +extra.hpp")
    dev.wait_for(r"FAILED")
    save("extra.hpp", "// no error\n")
    dev.wait_for(r"heard .* after it was saved")
    check(True, "a header that is new is seen when it comes, and when it is mended")

    # It plays along unheard for its latency; what is saved meanwhile leaves it alone.
    before = len(dev.lines)
    save("level.hpp", level(0.75, 4 * 48000))
    dev.wait_for(r"  tried ")
    save("fault.hpp", BROKEN)
    dev.wait_for(r"refused .*infinite")
    save("fault.hpp", QUIET)
    save("level.hpp", level(0.75))
    dev.wait_for(r"swapped")
    dev.wait_for(r"swapped")
    dev.wait_for(r"heard .* after it was saved")
    check(not any("CRASHED" in line or "another build" in line for line in dev.lines[before:]),
          "what is saved while another build is taken over waits for it")

    # A build that crashes when it is told to, while the next one plays along unheard.
    save("fault.hpp", "#include <unistd.h>\ninline void fault(int) { if (access(\"now\", F_OK) == 0) { "
         + CRASH + " } }\n")
    dev.wait_for(r"heard .* after it was saved")
    pathlib.Path("level.hpp").write_text(level(0.75, 4 * 48000))
    save("fault.hpp", QUIET)
    dev.wait_for(r"  tried ")
    time.sleep(0.5)
    pathlib.Path("now").write_text("")
    dev.wait_for(r"CRASHED +the build before")
    dev.wait_for(r"  heard ")
    os.remove("now")
    save("level.hpp", level(0.75))
    dev.wait_for(r"heard .* after it was saved")
    check(True, "a crash of the build before does not cost the new one")

    folder_of_copies = os.open("build/attacca-dev", os.O_RDONLY)
    fcntl.flock(folder_of_copies, fcntl.LOCK_EX)
    save("fault.hpp", QUIET + "// again\n")
    dev.wait_for(r"another attacca dev builds in this folder")
    os.close(folder_of_copies)
    dev.wait_for(r"  built ")
    check(True, "two programs do not build in one folder at the same time")

    dev.program.send_signal(signal.SIGHUP)
    save("fault.hpp", QUIET)
    dev.wait_for(r"  built ")
    check(True, "who was started by nohup does not mind that the terminal goes")

    for what, word in ((CRASH, "CRASHED"), (HANG, "HUNG"), (GROW, "GREW")):
        save("fault.hpp", LATE.format(what=what))
        dev.wait_for(r"heard .* after it was saved")
        dev.wait_for(word)
        # Where it allocates is not where it is found to have grown.
        if word != "GREW":
            dev.wait_for(r"fault.*\(fault.hpp:3\)|process.*tone.cpp")
        dev.wait_for(r"back +the build before it plays again")
        dev.wait_for(r"  heard ")
        save("fault.hpp", QUIET)
        dev.wait_for(r"heard .* after it was saved")
        check(True, f"{word}: the build before is back, and the loop goes on")

    time.sleep(0.4)
    processes = children_of(dev.program.pid)
    check(len(processes) == 1, "there is one player, and nothing else")
    check(dev.end() == 0, "Ctrl-C ends it well")
    check(not os.path.exists("build/attacca-dev"), "no copies are left")
    check(not any(os.path.exists(f"/proc/{process}") for process in processes), "no process is left")
    generations = [int(number) for number in re.findall(r"generation (\d+), level", "".join(dev.lines))]
    check(max(generations) >= 8, "the state went from build to build, and through the crashes")

    samples = samples_of("heard-5.wav")
    check(len(samples) > 4800 and worst_click(samples) < -60, "the last swap clicks below -60 dB")
    levels = levels_of(samples_of("heard-5.wav"))
    check(all(abs(level - 0.75) < 0.01 for level in levels[1:]), "and is heard at its level throughout")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="attacca-dev-") as place:
        session(place)
