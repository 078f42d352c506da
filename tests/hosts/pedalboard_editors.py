#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Editors in the windows of pedalboard, a host on JUCE, on a screen that nobody sees: they look as in
our host, a drag in one is a value in the host, and they open again.

Usage: pedalboard_editors.py BUNDLE_DIR ATTACCA PICTURE_DIR
Exit: 0 good, 1 a check failed, 77 pedalboard or a program that looks at windows is missing.
"""

import os
import pathlib
import queue
import subprocess
import sys
import tempfile
import threading

from editor_screen import PROGRAMS, Screen, fail, skip_without

TITLE = "Pedalboard"
CUTOFF = (68, 106)  # the knob, in pixels of the gallery
PATIENCE = 90  # seconds that the host may take to close an editor


def be_host(path):
    """The host: opens the editor until a line comes in, twice, and prints the cutoff after each."""
    import pedalboard
    plugin = pedalboard.load_plugin(path)
    for _ in range(2):
        closes = threading.Event()
        threading.Thread(target=lambda: (sys.stdin.readline(), closes.set()), daemon=True).start()
        plugin.show_editor(closes)
        print(plugin.cutoff_hz if hasattr(plugin, "cutoff_hz") else "none", flush=True)


def main():
    bundles, attacca, pictures = (pathlib.Path(word).resolve() for word in sys.argv[1:])
    try:
        import pedalboard
    except ImportError as missing:
        print(f"skipped: {missing}")
        sys.exit(77)
    skip_without(*PROGRAMS, "xsettingsd")
    pictures.mkdir(parents=True, exist_ok=True)
    for name in ("Track Info Display", "Attacca Gallery"):
        with tempfile.TemporaryDirectory() as folder, \
                Screen(folder, os.environ, pictures) as screen:
            # JUCE reads a property of the settings' owner even where there is none.
            settings = screen.start(["xsettingsd", "-c", "/dev/null"])
            screen.until("an owner of the desktop's settings", settings, lambda:
                         screen.xdotool("search", "--name", "xsettingsd"))
            values = play(screen, bundles, name, attacca, pictures)
    if not values[0] > 1200 * 1.1 or values[1] != values[0]:
        fail(f"the cutoff after a drag, and without one: {values}")
    print(f"pedalboard {pedalboard.__version__}: editors opened, looked at, used and closed, twice; "
          f"{pictures}")


def read_lines(stream, lines):
    """All lines of a stream, and then None."""
    for line in stream:
        lines.put(line.strip())
    lines.put(None)


def next_line(lines, name):
    try:
        line = lines.get(timeout=PATIENCE)
    except queue.Empty:
        fail(f"pedalboard has not closed an editor of {name} within {PATIENCE} s")
    if line is None:
        fail(f"pedalboard ended while it closed an editor of {name}")
    return line


def play(screen, bundles, name, attacca, pictures):
    plugin = bundles / f"{name}.vst3"
    host = subprocess.Popen([sys.executable, __file__, "host", str(plugin)],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                            env=screen.environment)
    screen.processes.append(host)
    lines = queue.SimpleQueue()
    threading.Thread(target=read_lines, args=(host.stdout, lines), daemon=True).start()
    values = []
    for time in range(2):
        editor = screen.wait_for_editor(TITLE, host)
        if time == 0:
            screen.picture(editor).save(pictures / f"pedalboard {name}.png")
            if name == "Attacca Gallery":
                look(plugin, name, attacca, pictures)
                screen.drag(editor, CUTOFF, (0, -40))
                screen.settle(TITLE)
        host.stdin.write("close\n")
        host.stdin.flush()
        values.append(next_line(lines, name))
    if host.wait(PATIENCE) != 0:
        fail(f"pedalboard ended with {host.returncode} after an editor of {name}")
    return values if "none" in values else [float(value) for value in values]


def look(plugin, name, attacca, pictures):
    ours = subprocess.run(
        [attacca, "run", plugin, "--seconds", "1", "--screenshot",
         pictures / f"attacca {name}.png", "--compare", pictures / f"pedalboard {name}.png"],
        capture_output=True, text=True)
    if ours.returncode != 0:
        fail(f"{name} looks otherwise in pedalboard: {ours.stdout[-400:]}{ours.stderr[-400:]}")


if sys.argv[1] == "host":
    be_host(sys.argv[2])
else:
    main()
