#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Begins a plugin with `attacca new`: what it writes, what it refuses, that the project configures.

Usage: new_test.py ATTACCA CMAKE CXX GENERATOR SOURCES. tests/outside builds and validates every
kind; installed_test.py begins one with what was installed.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ATTACCA, CMAKE, CXX, GENERATOR, SOURCES = sys.argv[1:6]


def check(right, what):
    if not right:
        sys.exit(f"new_test: {what}")
    print(f"ok: {what}", flush=True)


def run(*command, cwd=None, status=0):
    done = subprocess.run(command, cwd=cwd, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    if done.returncode != status:
        print(done.stdout)
        sys.exit(f"new_test: status {done.returncode} of {' '.join(map(str, command))}")
    return done.stdout


def files_below(folder):
    return sorted(str(path) for path in pathlib.Path(folder).rglob("*"))


def main():
    with tempfile.TemporaryDirectory(prefix="attacca new ") as folder:
        os.chdir(folder)
        said = run(ATTACCA, "new", "Big Gain", "--editor", "--license", "MIT", "--vendor", "Müller")
        check("cmake --build build" in said, "it says how to go on")
        project = pathlib.Path("big-gain")
        check("Müller" in (project / "LICENSE").read_text(), "the licence names the vendor")
        check(not re.search(r"@[A-Z_]+@", "".join(p.read_text() for p in project.glob("src/*"))),
              "every word of the templates is filled in")
        before = files_below(".")
        said = run(ATTACCA, "new", "Big Gain", status=1)
        check("big-gain is there already" in said and files_below(".") == before,
              "a folder that is there is left alone")
        for wrong in (["a/b"], ["ß"], ["X", "--id", "no"], ["X", "--kind", "tape"],
                      ["X", "--vendor", '"'], ["X", "--framework", "/nowhere"]):
            run(ATTACCA, "new", *wrong, status=2)
        check(files_below(".") == before, "what is refused leaves nothing behind")
        if os.geteuid() != 0:
            os.mkdir("locked", 0o555)
            said = run(ATTACCA, "new", "X", "--folder", "locked/x", status=1)
            check("cannot write into the folder: locked" in said, "a folder that cannot be written is named")

        linked = "it's $linked"
        os.symlink(pathlib.Path(ATTACCA).resolve().parents[2], linked)
        run(ATTACCA, "new", "Linked", "--link", "--framework", linked, "--folder", "deep/")
        check(not os.path.exists("deep/.github"), "what names a folder of this machine has no CI")
        run(CMAKE, "-S", "deep", "-B", "build-linked", "-G", GENERATOR,
            f"-DCMAKE_CXX_COMPILER={CXX}", f"-DATTACCA_PROGRAM={ATTACCA}")
        check(True, "a framework whose path needs quotes is found")
        presets = run(CMAKE, "--list-presets", cwd="deep")
        check('"release"' in presets and '"windows"' in presets, "it has presets")
        if shutil.which("x86_64-w64-mingw32-g++-posix"):
            run(CMAKE, "--preset", "windows", cwd="deep")
            check(os.path.exists("deep/build-windows/build.ninja"), "and configures for Windows")

        run(ATTACCA, "new", "A & B", "--standalone", "--link", "--framework", linked)
        icon = pathlib.Path("a-b/icon.svg").read_text()
        check("<title>A &amp; B</title>" in icon, "a program of its own has an icon, with its name")
        run(CMAKE, "-S", "a-b", "-B", "build-program", "-G", GENERATOR,
            f"-DCMAKE_CXX_COMPILER={CXX}", f"-DATTACCA_PROGRAM={ATTACCA}")
        record = json.loads(pathlib.Path("build-program/plugins/manifest.d/a_b.json").read_text())
        check(record["program"].endswith("programs/a_b") and record["icon"].endswith("a-b/icon.svg"),
              "the program is part of its build, with the icon")

        # The copy of the framework has all that the project and the program need.
        build_file = (pathlib.Path(SOURCES) / "CMakeLists.txt").read_text()
        wanted = re.search(r"set\(attacca_folders (.*?)\)", build_file)[1].split()
        for more in re.findall(r"list\(APPEND attacca_folders (.*?)\)", build_file):
            wanted += more.split()
        missing = [part for part in wanted if not (project / "attacca" / part).is_dir()]
        check(set(missing) == {"examples", "osc", "products", "tests", "fuzz"},
              f"the copy has every folder of the build but those for work on Attacca: {missing}")
        run(CMAKE, "-S", str(project), "-B", "build", "-G", GENERATOR,
            f"-DCMAKE_CXX_COMPILER={CXX}", "-DATTACCA_TOOLS=ON")
        tests = run("ctest", "--test-dir", "build", "-N")
        check("validate" in tests and "twins" in tests, "the project configures, with its tests")


if __name__ == "__main__":
    main()
