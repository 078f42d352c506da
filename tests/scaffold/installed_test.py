#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What `cmake --install` puts somewhere is enough: the program begins a plugin there, whose project
finds the framework by find_package; and the manual and the completions know every command.

Usage: installed_test.py BUILD CMAKE CXX GENERATOR. scripts/bare-machine.sh does it with the Debian
packages on a machine that has nothing else, and builds every kind.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

BUILD, CMAKE, CXX, GENERATOR = sys.argv[1:5]


def check(right, what):
    if not right:
        sys.exit(f"installed_test: {what}")
    print(f"ok: {what}", flush=True)


def run(*command, **options):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **options)
    if done.returncode != 0:
        print(done.stdout)
        sys.exit(f"installed_test: status {done.returncode} of {' '.join(map(str, command))}")
    return done.stdout


def completed(shell, *words):
    """What bash offers after these words."""
    line = " ".join(f"'{word}'" for word in words)
    script = (f". {shell}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _{words[0]}; "
              "printf '%s\\n' \"${COMPREPLY[@]}\"")
    return run("bash", "-c", script).split()


def check_program(prefix, name):
    """Its pages and completions know what it says of itself; the path of the program."""
    program = str(prefix / "bin" / name)
    commands = re.findall(r"^  ([a-z]+) {2,}", run(program, "--help").split("Subcommands:")[1],
                          re.MULTILINE)
    check(len(commands) > 10, f"{name} names its commands: {len(commands)}")
    manual = prefix / "share/man/man1"
    for command in commands:
        page = (manual / f"{name}-{command}.1").read_text()
        options = set(re.findall(r"^ +(?:-\w,)?(--[a-z-]+)", run(program, command, "--help"),
                                 re.MULTILINE))
        missing = [each for each in options if each.replace("-", "\\-") not in page]
        check(not missing, f"the page of {name} {command} has its {len(options)} options: {missing}")
    bash = prefix / "share/bash-completion/completions" / name
    written = [*manual.glob(f"{name}*"), *prefix.rglob(f"_{name}"), *prefix.rglob(f"{name}.fish"),
               bash]
    odd = [path.name for path in written
           if re.search(rb"[\x00-\x08\x0b-\x1f]", path.read_bytes())]
    check(len(written) > 14 and not odd, f"no file of {name} has control characters: {odd}")
    check(set(commands) <= set(completed(f"'{bash}'", name, "")), f"bash completes {name}'s commands")
    return program


def main():
    with tempfile.TemporaryDirectory(prefix="attacca installed ") as folder:
        prefix = pathlib.Path(folder) / "a prefix"
        for part in ("attacca", "libattacca-dev"):
            run(CMAKE, "--install", BUILD, "--prefix", str(prefix), "--component", part)
        program = check_program(prefix, "attacca")
        bash = prefix / "share/bash-completion/completions/attacca"
        check(completed(f"'{bash}'", "attacca", "validate", "--twi") == ["--twins"],
              "bash completes an option")
        check("instrument" in completed(f"'{bash}'", "attacca", "new", "x", "--kind", ""),
              "bash completes what an option takes")
        if (pathlib.Path(BUILD) / "bin/parlando").exists():
            run(CMAKE, "--install", BUILD, "--prefix", str(prefix), "--component", "parlando")
            check_program(prefix, "parlando")
            check((prefix / "lib/clap/Parlando Musician.clap").is_file() and
                  (prefix / "lib/vst3/Parlando Musician.vst3").is_dir(),
                  "the conductor comes with the plugin of its musicians")

        os.chdir(folder)
        run(program, "new", "Small Gain")
        project = pathlib.Path("small-gain")
        check(not (project / "attacca").exists() and
              "find_package(attacca REQUIRED)" in (project / "CMakeLists.txt").read_text(),
              "a project of an installed program finds the installed framework")
        run(CMAKE, "-S", str(project), "-B", "build", "-G", GENERATOR,
            f"-DCMAKE_CXX_COMPILER={CXX}", f"-DCMAKE_PREFIX_PATH={prefix}")
        cache = pathlib.Path("build/CMakeCache.txt").read_text()
        check(f"ATTACCA_PROGRAM:FILEPATH={program}" in cache and
              f"ATTACCA_PACKER:FILEPATH={prefix}/libexec/attacca/attacca_packer" in cache,
              "it is checked and bundled by the installed programs")
        run(program, "new", "Copied", "--copy")
        check((pathlib.Path("copied") / "attacca/include/attacca/plugin.hpp").exists(),
              "an installed program copies the framework on request")


if __name__ == "__main__":
    main()
