#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Fails if a source includes a project folder that its own folder may not know.

Arrows go down only; docs/architecture.md explains them. Usage: check_includes.py ROOT [--rules]
With --rules it also prints the allowed dependencies.
"""

import pathlib
import re
import sys

# folder -> the folders it may include besides itself; the longest matching prefix counts
ALLOWED = {
    # what plugin authors include
    "include/attacca/base": [],
    "include/attacca/rt": ["include/attacca/base"],
    "include/attacca/dsp": ["include/attacca/base"],
    "include/attacca": ["include/attacca"],
    # the binary interfaces
    "abi": [],
    # one running plugin, and what it is made of
    "src/platform": ["include/attacca/base"],
    "src/base": ["include/attacca/base", "src/platform"],
    "src/dsp": ["include/attacca/dsp"],
    "src/main_thread": ["include/attacca", "src/base", "src/platform"],
    "src/params": ["include/attacca", "src/base", "src/platform"],
    "src/state": ["include/attacca", "src/base", "src/params"],
    # presets in files, of the layout that one format has given to all
    "src/presets": ["include/attacca", "src/base", "src/platform", "abi/vst3"],
    "src/core": ["include/attacca", "src/base", "src/platform", "src/main_thread", "src/params",
                 "src/presets", "src/state"],
    "src/gui": ["include/attacca"],
    "src/gui/cairo": ["include/attacca", "src/gui"],
    "src/gui/cocoa": ["include/attacca", "src/gui", "src/platform"],
    "src/gui/x11": ["include/attacca", "src/gui", "src/gui/cairo"],
    "src/gui/windows": ["include/attacca", "src/gui", "src/platform"],
    "src/gui/stub": ["include/attacca", "src/gui"],
    "src/widgets": ["include/attacca"],
    "src/wrappers/clap": ["include/attacca", "src/core", "src/params", "src/presets", "src/base",
                          "src/platform", "src/main_thread", "abi/clap"],
    "src/wrappers/vst3": ["include/attacca", "src/core", "src/params", "src/base", "src/platform",
                          "src/main_thread", "abi/vst3"],
    # what the tools do with files and with text that somebody else wrote
    "text": [],
    "files": ["include/attacca/base", "src/platform"],
    # Standard MIDI Files, read and written
    "midi_file": ["files", "text", "include/attacca/base"],
    # what a host calls, recorded: the file, and what stands before a plugin
    "witness/record": ["include/attacca/base", "include/attacca/rt", "files", "src/platform"],
    "witness/clap": ["witness/record", "abi/clap", "src/base", "src/wrappers/clap"],
    "witness/vst3": ["witness/record", "abi/vst3", "src/base", "src/wrappers/vst3"],
    # packaging
    "binary": ["include/attacca/base", "files"],
    "package": ["include/attacca/base", "binary", "files", "text", "src/platform"],
    # programs that are started, watched and ended
    "processes": ["files", "include/attacca/base", "src/platform"],
    "doctor": ["binary", "files", "package", "processes", "text", "include/attacca/base"],
    "ship": ["binary", "files", "package", "processes", "text", "include/attacca/base"],
    "scaffold": ["include/attacca/base", "files", "text"],
    # the Model Context Protocol, and the program's commands as its tools
    "mcp/protocol": ["files", "text", "include/attacca/base"],
    "mcp": ["mcp/protocol", "processes", "text", "include/attacca/base"],
    # the host, from its foundation up
    "host/base": ["include/attacca/base", "include/attacca/rt", "files", "text"],
    "host/stack": ["include/attacca/base", "host/base"],
    "host/guard": ["include/attacca/base", "include/attacca/rt", "host/base", "host/stack"],
    "host/crash": ["include/attacca/base", "host/base", "host/stack", "host/guard"],
    "host/profile": ["include/attacca/base", "files", "text", "host/base"],
    "host/plugin": ["include/attacca/base", "include/attacca/rt", "midi_file", "host/base",
                    "host/stack", "host/guard", "host/profile"],
    "host/clap": ["abi/clap", "include/attacca/base", "include/attacca/rt", "text", "host/base",
                  "host/guard", "host/profile", "host/plugin"],
    "host/vst3": ["abi/vst3", "include/attacca/base", "include/attacca/rt", "text", "host/base",
                  "host/guard", "host/profile", "host/plugin"],
    "host/load": ["include/attacca/base", "binary", "files", "text", "host/base", "host/profile", "host/plugin",
                  "host/clap", "host/vst3"],
    "host/engine": ["include/attacca/base", "include/attacca/rt", "files", "midi_file", "text",
                    "host/base", "host/stack", "host/guard", "host/crash", "host/profile", "host/plugin"],
    "host/window": ["include/attacca/base", "files", "host/base", "host/plugin"],
    # plugins as programs of their own
    "audio_io": ["include/attacca/base", "include/attacca/rt"],
    "standalone": ["abi/clap", "audio_io", "files", "host", "text", "include/attacca/base"],
    # what is tried on plugins, and the program
    "report": ["include/attacca/base", "package", "text"],
    "command_line": ["files", "report", "text", "include/attacca/base", "src/platform"],
    "trial/learn": ["host/profile", "text", "witness/record", "include/attacca/base"],
    "trial/replay": ["abi", "files", "host", "witness/record", "witness/clap", "witness/vst3", "include/attacca/base"],
    "trial/pins": ["host", "text", "include/attacca/base"],
    "trial/run": ["host", "binary", "files", "midi_file", "text", "report", "package", "include/attacca/base"],
    "trial/soak": ["host", "binary", "files", "text", "report", "package", "trial/run", "include/attacca/base"],
    "trial/validate": ["host", "abi", "trial/replay", "binary", "files", "text", "include/attacca/base"],
    # the loop of those who write a plugin
    "dev": ["audio_io", "files", "host", "midi_file", "package", "processes", "report", "standalone", "text", "trial/run",
            "include/attacca/base"],
    "cli": ["command_line", "witness/record", "mcp", "processes", "trial", "dev", "standalone", "host", "package", "doctor", "scaffold", "ship", "binary", "files", "text", "report", "include/attacca/base",
            "src/platform"],
    # plugins, as any author writes them
    "examples": ["include/attacca"],
    "products": ["include/attacca"],
    "products/witness": ["include/attacca", "witness/record"],
    # OSC packets, which know no plugin, and Parlando, from its words up
    "osc": [],
    "products/parlando/protocol": ["include/attacca/base", "osc"],
    "products/parlando/net": ["include/attacca/base", "products/parlando/protocol"],
    "products/parlando/score": ["include/attacca/base", "files", "midi_file", "text"],
    "products/parlando/probe": ["include/attacca/base", "include/attacca/dsp", "files", "midi_file", "processes",
                                "text", "products/parlando/score"],
    "products/parlando/timing": [],
    "products/parlando/curve": [],
    "products/parlando/link": ["include/attacca/base", "osc", "products/parlando/net",
                               "products/parlando/protocol", "products/parlando/timing"],
    "products/parlando/musician": ["include/attacca", "products/parlando/curve", "products/parlando/link",
                                   "products/parlando/net", "products/parlando/protocol",
                                   "products/parlando/timing"],
    "products/parlando/conductor": ["include/attacca/base", "files", "midi_file", "osc", "products/parlando/curve",
                                    "products/parlando/net", "products/parlando/protocol",
                                    "products/parlando/score", "products/parlando/timing", "text"],
    "products/parlando/page": ["include/attacca/base", "products/parlando/conductor",
                               "products/parlando/net"],
    "products/parlando/agent": ["include/attacca/base", "mcp/protocol", "products/parlando/conductor",
                                "products/parlando/score", "text"],
    "products/parlando/program": ["command_line", "include/attacca/base", "files", "mcp/protocol", "midi_file",
                                  "products/parlando/agent", "products/parlando/conductor",
                                  "products/parlando/net", "products/parlando/page", "products/parlando/probe",
                                  "products/parlando/protocol", "products/parlando/score",
                                  "report", "text"],
}
# what is tried out, and tries it: may know everything
WITHOUT_RULES = ("tests", "fuzz", "bench")
# where `#include "x/y.hpp"` or <x/y.hpp> is looked for, as the compiler does
ROOTS = ["", "include", "src", "products"]
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)
FORMATS = re.compile(r"\b(clap|vst3)(_|::|/)", re.I)
# what belongs to one operating or window system: its headers and its numbers
SYSTEM = re.compile(r'^\s*#\s*include\s*<((?:sys/|linux/|xcb/|X11/|mach/|winsock)[^>]*|'
                    r'(?:poll|unistd|fcntl|pthread|signal|sched|dlfcn|windows|cairo-xcb)\.h)>|'
                    r'\b(SYS_\w+)', re.M)
# what asks the compiler which system it builds for, and where that may be asked; everything else has
# a neutral header and a folder of sources for each system
ASKS_SYSTEM = re.compile(r'^[ \t]*#[ \t]*(?:el)?if(?:n?def)?\b.*?\b(_WIN32|_WIN64|__MINGW\w+__|__APPLE__|'
                         r'__linux__|__unix__|__ANDROID__)\b', re.M)
MAY_ASK = re.compile(r"(^|/)platform/|^abi/|^src/gui/(x11|cairo|windows|cocoa)/")
# the plugin API and the framework are for every system but in these places; the third is how the
# drawing libraries are loaded
NEUTRAL = ("include/attacca/", "src/")
OF_A_SYSTEM = ("src/platform/", "src/gui/x11/", "src/gui/windows/", "src/gui/cairo/drawing_libraries.")
# the one corner of the plugin API where formats have a name
NAMES_FORMATS = "include/attacca/formats/"


def owner(path):
    fits = [f for f in ALLOWED if path.startswith(f + "/")]
    return max(fits, key=len) if fits else None


def resolve(root, source, name):
    for base in [str(pathlib.PurePosixPath(source).parent)] + ROOTS:
        path = pathlib.PurePosixPath(base) / name
        if (root / path).is_file():
            return (root / path).resolve().relative_to(root).as_posix()
    return None


def circles():
    """Rules by which two folders could know each other; no folder knows one above it."""
    floors, rest = {}, dict(ALLOWED)
    while rest:
        below = [f for f, known in rest.items()
                 if not any(other != f and (other == k or (other.startswith(k + "/")
                                                           and not f.startswith(k + "/")))
                            for k in known for other in rest)]
        if not below:
            return sorted(rest)
        for folder in below:
            floors[folder] = rest.pop(folder)
    return []


def left_out(root):
    """Folders that the program attacca is made of and that projects begun by it would not get."""
    known, wanted = set(), {"cli"}
    while wanted - known:
        folder = (wanted - known).pop()
        known.add(folder)
        wanted |= {each for rule, may in ALLOWED.items()
                   if rule == folder or rule.startswith(folder + "/") for each in may}
    parts = (root / "scaffold/framework_parts.txt").read_text(encoding="utf-8").split()
    return sorted({each.split("/")[0] for each in known} - set(parts))


def print_rules():
    for folder, known in ALLOWED.items():
        print(f"{folder:22} may include {', '.join(known) or 'nothing else'}")
    print(f"headers and numbers of one system: only in {', '.join(OF_A_SYSTEM)}")


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    if "--rules" in sys.argv[2:]:
        print_rules()
    wrong = [f"the rules run in a circle: {folder}" for folder in circles()]
    wrong += [f"{f}/ has a rule, and is no folder" for f in ALLOWED if not (root / f).is_dir()]
    wrong += [f"scaffold/framework_parts.txt leaves out {each}" for each in left_out(root)]
    for folder in sorted(root.iterdir()):
        if (folder / "CMakeLists.txt").is_file() and folder.name not in WITHOUT_RULES and \
                not any(f.split("/")[0] == folder.name for f in ALLOWED):
            wrong.append(f"{folder.name}/ has no rule")
    seen = 0
    for folder in sorted({f.split("/")[0] for f in ALLOWED}):
        for file in sorted((root / folder).rglob("*.[hc]pp")):
            source = file.relative_to(root).as_posix()
            home = owner(source)
            if home is None:
                wrong.append(f"{source}: lies in a folder without a rule")
                continue
            seen += 1
            text = file.read_text(encoding="utf-8")
            for name in INCLUDE.findall(text):
                target = resolve(root, source, name)
                if target is None or owner(target) in (home, None):
                    continue
                if not any(target.startswith(a + "/") for a in ALLOWED[home]):
                    wrong.append(f"{source}: includes {target}, which {home}/ may not know")
            if source.startswith(NEUTRAL) and not source.startswith(OF_A_SYSTEM):
                for match in SYSTEM.finditer(re.sub(r"//.*", "", text)):
                    wrong.append(f"{source}: {match.group(1) or match.group(2)} belongs to one "
                                 f"system; only {', '.join(OF_A_SYSTEM)} may know it")
            if not MAY_ASK.search(source):
                for match in ASKS_SYSTEM.finditer(text):
                    wrong.append(f"{source}: asks for {match.group(1)}; a folder of sources for each "
                                 f"system knows it")
            public = source.startswith("include/attacca/") and "/detail/" not in source
            if public and not source.startswith(NAMES_FORMATS):
                code = re.sub(r"//.*", "", text)
                if FORMATS.search(code):
                    wrong.append(f"{source}: names a plugin format; the plugin API is neutral")
    for line in wrong:
        print(line)
    print(f"{seen} files read, {len(wrong)} wrong arrows")
    return 1 if wrong or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
