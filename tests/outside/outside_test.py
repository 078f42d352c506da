#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Builds the README's first plugin in a project outside the tree, as its reader would.

Usage: outside_test.py ROOT ATTACCA CMAKE CXX GENERATOR. The project lies in a folder with blanks in
its name, has targets and variables named like ours, and no build type. Its bundles must pass
`attacca validate`; what a reader may get wrong must be said in words.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT, ATTACCA, CMAKE, CXX, GENERATOR = sys.argv[1:6]

# Behind the README's own lines: targets and variables that a project may well have.
REST = """
foreach(name gain host package core gui cli tests bench)
  add_library(${name} STATIC other.c)
endforeach()
foreach(name root folder launcher sources NETTLE SNDFILE CCACHE_PROGRAM CMAKE_CXX_STANDARD)
  if(DEFINED ${name} OR DEFINED CACHE{${name}})
    message(FATAL_ERROR "${name} is defined: ${${name}}")
  endif()
endforeach()
if(WRONG STREQUAL "name")
  attacca_add_plugin(another NAME "my gain" SOURCES my_gain.cpp)
elseif(WRONG STREQUAL "word")
  attacca_add_plugin(another NAME "Another" SOURCES my_gain.cpp EDITORS)
elseif(WRONG STREQUAL "target")
  attacca_add_plugin(host NAME "Another" SOURCES my_gain.cpp)
elseif(WRONG STREQUAL "editor")
  attacca_add_plugin(another NAME "Another" SOURCES face.cpp NO_BUNDLE)
endif()
"""
# What `attacca new` begins with, built in the same project so that the framework is compiled once.
BEGUN = {"effect": "Big Gain", "instrument": "Ten Sines", "note-effect": "Shifted Notes",
         "analyzer": "How Loud"}

WRONG = {
    "name": '"my gain" is taken by the plugin my_gain',
    "word": "unknown: EDITORS",
    "target": "there is a target host already",
}


def check(right, what):
    if not right:
        sys.exit(f"outside_test: {what}")
    print(f"ok: {what}", flush=True)


def run(*command, cwd=None, fails=False):
    done = subprocess.run(command, cwd=cwd, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if (done.returncode != 0) != fails:
        print(done.stdout)
        sys.exit(f"outside_test: status {done.returncode} of {' '.join(command)}")
    # CMake breaks its messages into lines.
    return re.sub(r"\s+", " ", done.stdout)


def section(text, title):
    begin = text.index(f"\n## {title}\n")
    return text[begin:text.index("\n## ", begin + 1)]


def block(text, language):
    return re.search(rf"^```{language}\n(.*?)^```$", text, re.M | re.S).group(1)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def begin_plugins(project):
    """Writes one of each kind and returns the lines that build them."""
    lines = []
    for kind, name in BEGUN.items():
        run(ATTACCA, "new", name, "--kind", kind, "--link", "--folder", str(project / kind),
            *(["--editor"] if kind == "effect" else []))
        made = (project / kind / "CMakeLists.txt").read_text(encoding="utf-8")
        line = re.search(r"^attacca_add_plugin\(.*\)$", made, re.M).group(0)
        lines.append(line.replace("src/", f"{kind}/src/"))
    return "\n".join(lines)


def main():
    readme = section(pathlib.Path(ROOT, "README.md").read_text(encoding="utf-8"), "A first plugin")
    lines = block(readme, "cmake")
    with tempfile.TemporaryDirectory(prefix="attacca outside ") as folder:
        project = pathlib.Path(folder, "my plugins")
        write(project / "my_gain.cpp", block(readme, "cpp"))
        write(project / "CMakeLists.txt", lines + begin_plugins(project) + REST)
        write(project / "other.c", "int nothing;\n")
        write(project / "face.cpp", "#include <attacca/gui/canvas_editor.hpp>\n")
        os.symlink(ROOT, project / "attacca")
        build = project / "build"
        configure = [CMAKE, "-S", str(project), "-B", str(build), "-G", GENERATOR,
                     f"-DCMAKE_CXX_COMPILER={CXX}", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON"]
        said = run(*configure)
        check("my_gain is built as Release is" in said, "a missing build type is spoken of")
        commands = json.loads((build / "compile_commands.json").read_text())
        of_user = [c["command"] for c in commands if c["file"].endswith("other.c")]
        check(of_user and not any("-O2" in c or "-g1" in c or "-f" in c for c in of_user),
              "the project's other targets keep their own options")
        of_plugin = [c["command"] for c in commands if c["file"].endswith("my_gain.cpp")]
        check(all("-O2 -g1 -DNDEBUG" in c for c in of_plugin), "the plugin is optimised, with lines")
        check(not any("/tests/" in c["file"] or "/host/" in c["file"] for c in commands),
              "neither tests nor host are part of the project's build")

        run(CMAKE, "--build", str(build), "--parallel", "2")
        bundles = [str(build / "plugins" / f"My Gain.{format}") for format in ("clap", "vst3")]
        check(all(os.path.exists(bundle) for bundle in bundles), "both bundles are there")
        run(ATTACCA, "validate", *bundles)
        check(True, "attacca validate passes both")
        begun = [str(build / "plugins" / f"{name}.{format}")
                 for name in BEGUN.values() for format in ("clap", "vst3")]
        run(ATTACCA, "validate", "--strict", "--profile", "attacca", *begun)
        check(True, "what attacca new begins passes without a warning, whatever its kind")

        status = [ATTACCA, "status", "--build", str(build), "--json"]

        def current():
            done = subprocess.run(status, text=True, capture_output=True)
            plugins = json.loads(done.stdout)["plugins"]
            built = next(p["built"] for p in plugins if p["target"] == "my_gain")
            return all(copy["state"] == "current" for copy in built)

        check(current(), "attacca status: the bundles are current")
        write(project / "notes.txt", "remember the milk\n")
        write(project / "attacca.log", "0.1 s\n")
        check(current(), "attacca status: a note and a log change nothing")
        with open(project / "my_gain.cpp", "a", encoding="utf-8") as file:
            file.write("// a line\n")
        check(not current(), "attacca status: an edited source does")

        for what, words in WRONG.items():
            said = run(*configure, f"-DWRONG={what}", fails=True)
            check(words in said, f"said: {words}")
        run(*configure, "-DWRONG=editor")
        said = run(CMAKE, "--build", str(build), "--target", "another", fails=True)
        check("needs EDITOR in its attacca_add_plugin()" in said, "said: needs EDITOR")

        fetched = lines.replace(
            "add_subdirectory(attacca)",
            "include(FetchContent)\n"
            f'FetchContent_Declare(attacca SOURCE_DIR "{ROOT}")\n'
            "FetchContent_MakeAvailable(attacca)")
        check(fetched != lines, "the README adds Attacca as a subdirectory")
        write(project / "fetched/CMakeLists.txt", fetched)
        write(project / "fetched/my_gain.cpp", block(readme, "cpp"))
        run(CMAKE, "-S", str(project / "fetched"), "-B", str(project / "fetched/build"), "-G",
            GENERATOR, f"-DCMAKE_CXX_COMPILER={CXX}")
        check(True, "FetchContent with SOURCE_DIR configures")


if __name__ == "__main__":
    main()
