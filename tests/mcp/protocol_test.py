#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""`attacca mcp` as a client sees it: tools that do their work, several at a time, cancelled, and a
client that goes away.

Usage: protocol_test.py ATTACCA BUILD
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ATTACCA, BUILD = sys.argv[1:3]
GAIN = str(pathlib.Path(BUILD) / "plugins/Attacca Gain.clap")


def check(right, what):
    if not right:
        sys.exit(f"protocol_test: {what}")
    print(f"ok: {what}", flush=True)


class Session:
    def __init__(self, folder):
        self.process = subprocess.Popen([ATTACCA, "mcp"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, cwd=folder)
        self.last = 0

    def send(self, method, **params):
        self.last += 1
        self.write({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params})
        return self.last

    def write(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def read(self):
        return json.loads(self.process.stdout.readline())

    def call(self, name, **arguments):
        """The document that a tool answers, and whether it is an error."""
        number = self.send("tools/call", name=name, arguments=arguments)
        answer = self.read()
        assert answer["id"] == number, answer
        return answer["result"]["structuredContent"], answer["result"]["isError"]



def all_children_of(process):
    numbers = []
    for task in pathlib.Path(f"/proc/{process.pid}/task").iterdir():
        numbers += (task / "children").read_text().split()
    return numbers


def wait_for(condition, what):
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"protocol_test: not within a minute: {what}")
        time.sleep(0.02)
    print(f"ok: {what}", flush=True)


def has_ended(number):
    try:
        return pathlib.Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX"
    except FileNotFoundError:
        return True


def try_tools(session, folder):
    said, wrong = session.call("inspect", files=[GAIN])
    check(not wrong and said["files"][0]["binaries"][0]["plugins"][0]["id"] == "org.attacca.gain",
          "a file is looked into")
    said, wrong = session.call("validate", plugins=[GAIN], only=["state.over-activations"])
    check(not wrong and said["counts"]["passed"] == 1 and said["plugins"][0]["findings"] == [],
          "a check that passes has no finding")
    said, wrong = session.call("run", plugins=[GAIN], seconds=0.2, signal="sine",
                               output="out.wav", param=["Gain=0"])
    check(not wrong and (folder / "out.wav").stat().st_size > 40000, "audio is rendered")
    said, wrong = session.call("run", plugins=["nothing.clap"])
    check(wrong and "nothing.clap does not exist" in said["error"], "what is not there is named")

    (folder / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.20)\nproject(x LANGUAGES CXX)\nadd_library(x x.cpp)\n")
    (folder / "x.cpp").write_text("int f() {\n  return y;\n}\n")
    said, wrong = session.call("build")
    check(not wrong and not said["ok"] and said["step"] == "build" and
          said["messages"][0]["line"] == 2 and "not declared" in said["messages"][0]["message"],
          f"an error of the compiler has its line: {said['messages'][:1]}")
    (folder / "x.cpp").write_text("int f() {\n  return 1;\n}\n")
    said, wrong = session.call("build")
    check(said["ok"] and said["messages"] == [], "what is put right builds")
    said, wrong = session.call("build", source="nowhere")
    check(wrong and "no CMakeLists.txt" in said["error"], "a folder without a project is named")


def try_several(session):
    """A long call does not keep a short one waiting; a cancelled one ends with all it started."""
    slow = session.send("tools/call", name="soak", arguments={"plugins": [GAIN], "seconds": 600},
                        _meta={"progressToken": "t"})
    answer = session.read()
    check(answer["method"] == "notifications/progress" and
          answer["params"]["progressToken"] == "t", "a long call says that it is alive")
    quick = session.send("tools/list")
    answer = session.read()
    while "method" in answer:
        answer = session.read()
    check(answer["id"] == quick, "another request is answered meanwhile")
    running = all_children_of(session.process)
    check(len(running) == 1, "the call runs as a process of its own")
    session.write({"jsonrpc": "2.0", "method": "notifications/cancelled",
                   "params": {"requestId": slow}})
    wait_for(lambda: has_ended(running[0]), "a cancelled call ends")
    # Nothing of it comes later either: everything up to the end of the session is looked at.
    return slow


def try_broken_project(session, folder):
    """What a failed configuration leaves behind does not keep the next one from being tried."""
    (folder / "p").mkdir()
    (folder / "p/CMakeLists.txt").write_text("project(p LANGUAGES CXX)\nnonsense(1)\n")
    said, _ = session.call("build", source="p")
    check(not said["ok"] and said["step"] == "configure" and
          any("nonsense" in each["message"] for each in said["messages"]),
          f"an error of CMake is a message: {said['messages']}")
    (folder / "p/CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.20)\n"
                                             "project(p LANGUAGES NONE)\n")
    said, _ = session.call("build", source="p")
    check(said["ok"], f"and what is put right is built: {said}")


def try_four(folder):
    """Four calls at a time; what one has started goes with it, also what ignores SIGTERM."""
    session = Session(folder)
    (folder / "q").mkdir()
    (folder / "q/CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.20)\nproject(q LANGUAGES NONE)\n"
        "add_custom_target(q ALL COMMAND sh -c \"trap '' TERM INT HUP; echo $$ >'${CMAKE_BINARY_DIR}/it'; "
        "sleep 600 & wait; sleep 600\" VERBATIM)\n")
    numbers = [session.send("tools/call", name="build", arguments={"source": "q", "build": "q/1"})]
    numbers += [session.send("tools/call", name="soak", arguments={"plugins": [GAIN], "seconds": 600})
                for _ in range(3)]
    refused = session.send("tools/call", name="doctor", arguments={})
    answer = session.read()
    check(answer["id"] == refused and "four calls" in answer["error"]["message"],
          "a fifth call is refused")
    wait_for(lambda: (folder / "q/1/it").exists() and (folder / "q/1/it").read_text().strip(),
             "a build runs")
    stubborn = int((folder / "q/1/it").read_text())
    session.write({"jsonrpc": "2.0", "method": "notifications/cancelled",
                   "params": {"requestId": numbers[0]}})
    wait_for(lambda: has_ended(stubborn), "a cancelled build ends with what ignores signals")
    running = all_children_of(session.process)
    session.process.terminate()
    check(session.process.wait(timeout=60) == 0, "a signal ends the server")
    wait_for(lambda: all(map(has_ended, running)), "and all calls with it")
    session.process.stdin.close()
    rest = session.process.stdout.read()
    check(rest == "", f"no cancelled call was answered: {rest[:200]}")


def main():
    with tempfile.TemporaryDirectory(prefix="attacca mcp ") as folder:
        folder = pathlib.Path(folder)
        session = Session(folder)
        session.send("initialize", protocolVersion="2025-11-25", capabilities={},
                     clientInfo={"name": "test", "version": "1"})
        check(session.read()["result"]["protocolVersion"] == "2025-11-25", "the handshake")
        session.write({"jsonrpc": "2.0", "method": "notifications/initialized"})
        try_tools(session, folder)
        try_broken_project(session, folder)
        cancelled = try_several(session)

        session.send("tools/call", name="soak", arguments={"plugins": [GAIN], "seconds": 600})
        wait_for(lambda: all_children_of(session.process), "a call begins")
        running = all_children_of(session.process)
        session.process.stdin.close()
        check(session.process.wait(timeout=60) == 0, "a client that goes away ends the server")
        wait_for(lambda: all(map(has_ended, running)), "and what it had begun")
        rest = [json.loads(line) for line in session.process.stdout.read().splitlines()]
        check(all(each.get("id") != cancelled for each in rest), "a cancelled call is not answered")
        try_four(folder)


if __name__ == "__main__":
    main()
