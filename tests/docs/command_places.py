# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The folder, home and environment that a page's commands run in, and what has to lie there."""

import array
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import time
import wave

GAIN = "Attacca Gain"


def cached(build, name):
    text = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    return re.search(rf"^{name}:\w+=(.*)$", text, re.M)[1]


class Place:
    """Made for one page; what takes long is shared by all pages of a run."""

    def __init__(self, root, build, work, page):
        self.root, self.build = root, build
        self.shared = work / "shared"
        own = work / re.sub(r"\W+", "-", page)
        self.folder, self.home, self.scratch = own / "here", own / "home", own / "logs"
        for folder in (self.shared, self.folder, self.home, self.scratch, own / "run", own / "tmp"):
            folder.mkdir(parents=True, exist_ok=True)
        (own / "run").chmod(0o700)
        self.port = 21000 + os.getpid() % 4000 * 2
        self.children = []
        self.env = {name: value for name, value in os.environ.items()
                    if name in ("LANG", "LC_ALL", "USER", "LOGNAME")}
        self.env.update(
            PATH=f"{build}/bin:{os.environ['PATH']}", HOME=str(self.home), SHELL="/bin/bash",
            TMPDIR=str(own / "tmp"), XDG_RUNTIME_DIR=str(own / "run"),
            XDG_CONFIG_HOME=str(self.home / ".config"), XDG_CACHE_HOME=str(self.home / ".cache"),
            XDG_DATA_HOME=str(self.home / ".local/share"),
            XDG_STATE_HOME=str(self.home / ".local/state"), CXX=cached(build, "CMAKE_CXX_COMPILER"),
            PARLANDO_CONDUCTOR=f"127.0.0.1:{self.port}",
            PARLANDO_TRANSPORT=f"127.0.0.1:{self.port + 1}")
        if shutil.which("ccache"):
            # The framework is compiled for several pages; where it lies changes nothing in it.
            folder = subprocess.run(["ccache", "-k", "cache_dir"], text=True, capture_output=True)
            self.env.update(CMAKE_C_COMPILER_LAUNCHER="ccache", CMAKE_CXX_COMPILER_LAUNCHER="ccache",
                            CCACHE_DIR=folder.stdout.strip(), CCACHE_NOHASHDIR="1",
                            CCACHE_BASEDIR=str(work))

    def filled(self, text):
        """Words of the plan with this place's folders in them."""
        return text.format(root=self.root, build=self.build, home=self.home, shared=self.shared,
                           port=self.port)

    def must(self, *command, folder=None):
        done = subprocess.run([str(each) for each in command], cwd=folder or self.folder,
                              env=self.env, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise RuntimeError(f"status {done.returncode} of {command}:\n{done.stdout[-4000:]}")
        return done.stdout

    def begin_child(self, *command):
        log = (self.scratch / f"child-{len(self.children)}.log").open("w")
        self.children.append(subprocess.Popen([str(each) for each in command], cwd=self.folder,
                                              env=self.env, stdin=subprocess.DEVNULL, stdout=log,
                                              stderr=log))

    def end(self):
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.wait(timeout=20)


def clone(place):
    """The folder looks like a clone of the sources that has been built."""
    for entry in place.root.iterdir():
        if entry.name != ".git" and not entry.name.startswith("build"):
            (place.folder / entry.name).symlink_to(entry)
    (place.folder / "build").symlink_to(place.build)


def bundles(place, **names):
    """Built plugins packed under other names, without a folder: bundles(place, MyPlugin="…")."""
    for new, old in names.items():
        place.must(place.build / "bin/attacca", "bundle", place.build / f"plugins/{old}.clap",
                   "--name", new.replace("_", " "))


def wav(path, seconds=1.0, rate=48000):
    frames = array.array("h")
    for frame in range(int(seconds * rate)):
        sample = int(8000 * math.sin(2 * math.pi * 440 * frame / rate))
        frames.extend((sample, sample))
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, rate, 0, "NONE", ""))
        file.writeframes(frames.tobytes())


def midi(path, parts):
    """A format 1 file: {part's name: [keys, a quarter note each at 120 a minute]}."""
    def text(kind, words):
        return b"\x00\xff" + bytes([kind, len(words)]) + words.encode("ascii")

    def track(body):
        body += b"\x00\xff\x2f\x00"
        return b"MTrk" + len(body).to_bytes(4, "big") + body

    tracks = [track(b"\x00\xff\x51\x03" + (500000).to_bytes(3, "big"))]
    for channel, (name, keys) in enumerate(parts.items()):
        notes = b"".join(bytes([0, 0x90 | channel, key, 90, 0x60, 0x80 | channel, key, 64])
                         for key in keys)
        program = bytes([0, 0xC0 | channel, 0])
        tracks.append(track(text(3, name) + program + notes))
    path.write_bytes(b"MThd" + (6).to_bytes(4, "big") + (1).to_bytes(2, "big") +
                     len(tracks).to_bytes(2, "big") + (96).to_bytes(2, "big") + b"".join(tracks))


def installed(place):
    """`attacca` and the framework installed below a prefix that CMake is told of."""
    prefix = place.shared / "prefix"
    if not prefix.exists():
        for component in ("attacca", "libattacca-dev"):
            place.must("cmake", "--install", place.build, "--prefix", prefix, "--component",
                       component)
    place.env["CMAKE_PREFIX_PATH"] = str(prefix)
    place.env["PATH"] = f"{prefix}/bin:{place.env['PATH']}"


PROJECT = """cmake_minimum_required(VERSION 3.25)
project(mine VERSION 0.1.0 LANGUAGES C CXX)
find_package(attacca REQUIRED)
attacca_add_plugin(gain NAME "Attacca Gain" SOURCES gain.cpp)
attacca_add_plugin(synth NAME "Attacca Sine" SOURCES sine.cpp)
attacca_add_plugin(my_gain NAME "My Gain" SOURCES my_gain.cpp)
"""


def project(place):
    """A project with the plugins gain, synth and my_gain (the README's), built; in this folder."""
    installed(place)
    made = place.shared / "project"
    if not made.exists():
        made.mkdir()
        (made / ".gitignore").write_text("build/\n", encoding="utf-8")
        readme = (place.root / "README.md").read_text(encoding="utf-8")
        (made / "CMakeLists.txt").write_text(PROJECT, encoding="utf-8")
        (made / "my_gain.cpp").write_text(re.search(r"^```cpp\n(.*?)^```$", readme, re.M | re.S)[1],
                                          encoding="utf-8")
        for name in ("gain", "sine"):
            shutil.copy(place.root / f"examples/{name}/{name}.cpp", made)
        for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Begin"]):
            place.must("git", "-c", "user.name=A", "-c", "user.email=a@example.org", *command,
                       folder=made)
        place.must("cmake", "-S", made, "-B", made / "build", "-G", "Ninja")
        place.must("cmake", "--build", made / "build")
        # As with ATTACCA_TOOLS=ON, of which pages speak that came before.
        (made / "build/bin").mkdir(exist_ok=True)
        (made / "build/bin/attacca").symlink_to(place.build / "bin/attacca")
    for entry in made.iterdir():
        (place.folder / entry.name).symlink_to(entry)


QUARTET = {"Violin I": "#cc3333", "Violin II": "#dd9933", "Viola": "#33aa55", "Cello": "#3366cc"}


def wait_for_musicians(place, count, seconds=20):
    until = time.monotonic() + seconds
    socket = pathlib.Path(place.env["XDG_RUNTIME_DIR"], "parlando", f"{place.port}.sock")
    while time.monotonic() < until:
        if not socket.exists():
            time.sleep(0.05)
            continue
        done = subprocess.run([place.build / "bin/parlando", "list", "--json"], env=place.env,
                              text=True, capture_output=True, timeout=60)
        if done.returncode == 0 and len(json.loads(done.stdout).get("musicians", [])) >= count:
            return None
        time.sleep(0.2)
    return f"{count} musicians are not there"


def conductor(place):
    """A conductor that listens where the page's commands look for one."""
    place.begin_child(place.build / "bin/parlando", "conduct")
    wait_for_musicians(place, 0)


def musicians(place, names=tuple(QUARTET)):
    """A host in which each of these tracks has a musician and a synth."""
    chain = (f"{place.build}/plugins/Parlando Musician.clap -> "
             f"{place.build}/plugins/Attacca Poly Mod Synth.clap")
    place.begin_child(place.build / "bin/attacca", "run", *[chain] * len(names), "--track", *names,
                      "--signal", "silence", "--seconds", "120")


def planted(place):
    """A plugin that hides another build of itself, and an Ardour that remembers another version."""
    bundles(place, Gain=GAIN)
    theirs = place.home / "clap"
    for folder in (place.home / ".clap", place.home / ".vst3", theirs,
                   place.home / ".cache/ardour7/vst"):
        folder.mkdir(parents=True)
    shutil.copy(place.folder / "Gain.clap", place.home / ".clap")
    shutil.copy(place.folder / "Gain.clap", theirs)
    with (theirs / "Gain.clap").open("ab") as file:
        file.write(b"another build")
    bundle = place.home / ".vst3/Gain.vst3"
    shutil.copytree(place.folder / "Gain.vst3", bundle)
    uid = json.loads((bundle / "Contents/Resources/moduleinfo.json").read_text())["Classes"][0]["CID"]
    (place.home / ".cache/ardour7/vst/80ba1c82.v3i").write_text(
        f'<VST3Cache version="1" bundle="{bundle}">\n'
        f'<VST3Info uid="{uid}" name="Attacca Gain" version="0.0.9"/></VST3Cache>\n')
    place.env["CLAP_PATH"] = str(theirs)
