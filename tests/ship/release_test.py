#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A release as musicians get it: unpacked, its sums checked, installed over an old copy, taken away.

Usage: release_test.py ATTACCA BUILD
"""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ATTACCA, BUILD = sys.argv[1:3]


def check(right, what):
    if not right:
        sys.exit(f"release_test: {what}")
    print(f"ok: {what}", flush=True)


def run(*command, status=0, **options):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **options)
    if done.returncode != status:
        print(done.stdout)
        sys.exit(f"release_test: status {done.returncode} of {' '.join(map(str, command))}")
    return done.stdout


def ship(out, *more):
    run(ATTACCA, "ship", "gain", "--as-built", "--build", BUILD, "--out", str(out), *more)
    archives = list(out.glob("*.tar.xz"))
    check(len(archives) == 1, f"one archive in {out}")
    return archives[0]


def try_program(release, script, env, home, plain):
    """The plugin as a program of its own, and what desktops show of it."""
    program = home / ".local/bin/gain"
    entry = home / ".local/share/applications/gain.desktop"
    check(os.access(program, os.X_OK) and "--midi-input" in run(str(program), "--help") and
          (home / ".local/share/icons/hicolor/scalable/apps/gain.svg").exists(),
          "the program is installed and runs, and has its icon")
    lines = entry.read_text().splitlines()
    check({"Name=Attacca Gain", "Exec=gain", "Icon=gain"} <= set(lines),
          "where its place cannot be written into an entry, it is found by its name")
    if shutil.which("desktop-file-validate"):
        run("desktop-file-validate", str(entry))
    plain.mkdir()
    run("sh", script, env=dict(env, HOME=str(plain)))
    if not any(letter in str(plain) for letter in " '"):
        check(f"Exec={plain}/.local/bin/gain" in
              (plain / ".local/share/applications/gain.desktop").read_text().splitlines(),
              "menus begin it where it lies")
    theirs = plain / ".local/bin/gain"
    (plain / ".local/share/applications/gain.desktop").unlink()
    theirs.write_text("somebody else's")
    said = run("sh", script, env=dict(env, HOME=str(plain)), status=1)
    check("another program stands at" in said and theirs.read_text() == "somebody else's",
          "another program of the same name stays")
    run("sh", script, "--uninstall", env=dict(env, HOME=str(plain)))
    check(theirs.exists(), "and is not taken away either")
    said = run("ldd", str(release / "bin/gain"))
    needed = (release / "README.txt").read_text().split("The programs need", 1)[1]
    check("libsndfile.so.1" in said and "libsndfile.so.1" in needed,
          "the README says what the programs need")


def main():
    with tempfile.TemporaryDirectory(prefix="attacca ship ") as folder:
        folder = pathlib.Path(folder)
        archive = ship(folder / "one: x")
        again = ship(folder / "two")
        check(archive.read_bytes() == again.read_bytes(), "the same bundles give the same archive")
        run("sha256sum", "--check", "--strict", archive.name + ".sha256", cwd=archive.parent)

        users = folder / "user's"
        home = users / "home $x"
        home.mkdir(parents=True)
        run("tar", "-xf", str(archive), "--force-local", "-C", str(users))
        release = next(path for path in users.iterdir() if path != home)
        run("sha256sum", "--check", "--strict", "SHA256SUMS", cwd=release)
        listed = {line.split("  ", 1)[1] for line in
                  (release / "SHA256SUMS").read_text().splitlines()}
        there = {str(path.relative_to(release)) for path in release.rglob("*") if path.is_file()}
        check(there - listed == {"SHA256SUMS"} and listed <= there, "every file has its sum")
        bill = json.loads((release / "sbom.spdx.json").read_text())
        names = {package["name"] for package in bill["packages"]}
        check({"RapidJSON", "tl::expected", "Attacca", "libc.so.6"} <= names,
              f"what is linked in and opened is named: {sorted(names)}")
        licences = {path.name for path in (release / "LICENSES").iterdir()}
        check({"Attacca.txt", "rapidjson.txt", "tl-expected.txt"} <= licences,
              f"each licence has a text: {sorted(licences)}")

        script = str(release / "install.sh")
        env = dict(os.environ, HOME=str(home))
        env.pop("XDG_DATA_HOME", None)
        run("sh", script, "--help", env={"PATH": os.environ["PATH"]})
        check("HOME is not set" in run("sh", script, env={"PATH": os.environ["PATH"]}, status=1),
              "without a home it says so")
        bundle = home / ".vst3" / "Attacca Gain.vst3"
        (bundle / "Contents" / "old").mkdir(parents=True)
        run("sh", script, env=env, cwd=folder)
        check((bundle / "Contents/Resources/moduleinfo.json").exists() and
              not (bundle / "Contents/old").exists(), "an old copy is replaced as a whole")
        installed = home / ".clap" / "Attacca Gain.clap"
        built = pathlib.Path(BUILD) / "plugins/Attacca Gain.clap"
        check(hashlib.sha256(installed.read_bytes()).digest() ==
              hashlib.sha256(built.read_bytes()).digest(), "what is installed is what was built")
        check(not list(home.rglob(".Attacca*")), "nothing is left beside it")
        installed.unlink()
        installed.symlink_to("nowhere")
        run("sh", script, env=env)
        check(installed.is_file() and not installed.is_symlink() and
              not list(home.rglob(".Attacca*")), "a link that leads nowhere is replaced")
        try_program(release, script, env, home, users / "plain")
        other = home / ".clap" / "Another.clap"
        other.write_text("mine")
        run("sh", script, "--uninstall", env=env)
        check(not list((home / ".local").rglob("gain*")), "its program and what menus show are gone")
        check(not bundle.exists() and not installed.exists() and other.exists(),
              "it takes away its own, and nothing else")
        check("Usage" in run("sh", script, "--sytem", env=env, status=2), "a wrong option is refused")

        damaged = release / "CLAP/Attacca Gain.clap"
        damaged.write_bytes(damaged.read_bytes()[:-1])
        check("damaged" in run("sh", script, env=env, status=1) and not installed.exists(),
              "a damaged download is not installed")
        damaged.unlink()
        run("sh", script, env=env, status=1)
        fake = folder / "bin"
        fake.mkdir()
        (fake / "uname").write_text("#!/bin/sh\necho aarch64\n")
        (fake / "uname").chmod(0o755)
        check("this machine is aarch64" in
              run("sh", script, env=dict(env, PATH=f"{fake}:{env['PATH']}"), status=1),
              "another machine is told so")

        # A packer that fails leaves the release as it was.
        before = {path: path.read_bytes() for path in archive.parent.iterdir() if path.is_file()}
        (fake / "tar").write_text("#!/bin/sh\nexit 3\n")
        (fake / "tar").chmod(0o755)
        kept = next(path for path in archive.parent.iterdir() if path.is_dir()) / "README.txt"
        kept.write_text("of the release before")
        run(ATTACCA, "ship", "gain", "--as-built", "--build", BUILD, "--out", str(archive.parent),
            status=1, env=dict(os.environ, PATH=f"{fake}:{os.environ['PATH']}"))
        check(kept.read_text() == "of the release before" and
              before == {path: path.read_bytes() for path in archive.parent.iterdir()
                         if path.is_file()}, "with an error the last release stays, whole")
        env_of_xz = dict(os.environ, XZ_OPT="-0", TAR_OPTIONS="--mtime=@1")
        run(ATTACCA, "ship", "gain", "--as-built", "--build", BUILD, "--out", str(folder / "five"),
            env=env_of_xz)
        check(next((folder / "five").glob("*.tar.xz")).read_bytes() == archive.read_bytes(),
              "nothing of the environment shows in it")

        mine = folder / "three" / release.name
        mine.mkdir(parents=True)
        (mine / "notes").write_text("mine")
        said = run(ATTACCA, "ship", "gain", "--as-built", "--build", BUILD, "--out",
                   str(mine.parent), status=2)
        check("is no release" in said and (mine / "notes").exists() and
              len(list(mine.parent.iterdir())) == 1, "a folder of somebody else's stays")
        said = run(ATTACCA, "ship", "ghain", "--build", BUILD, status=2)
        check("did you mean gain?" in said, "a plugin that there is not is named")

        stale = folder / "stale"
        shutil.copytree(pathlib.Path(BUILD) / "plugins/manifest.d", stale / "plugins/manifest.d",
                        ignore=lambda _, names: [each for each in names if each != "gain.json"])
        shutil.copy(pathlib.Path(BUILD) / "CMakeCache.txt", stale)
        record = stale / "plugins/manifest.d/gain.json"
        text = json.loads(record.read_text())
        text["sources"][1]["files"].append("../../README.md")
        record.write_text(json.dumps(text))
        said = run(ATTACCA, "ship", "gain", "--as-built", "--build", str(stale), "--out",
                   str(folder / "four"), status=2)
        check("is stale: build it again" in said and not list((folder / "four").glob("*")),
              "a bundle that is older than its sources is not shipped")


if __name__ == "__main__":
    main()
