#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Editors in the windows of Ardour's own program, on a screen that nobody sees: they open with the
session, look as in our host, and what a hand does in them is in the session that Ardour saves.

Usage: ardour_editors.py BUNDLE_DIR ATTACCA PICTURE_DIR
Exit: 0 good, 1 a check failed, 77 Ardour or a program that looks at windows is missing.
"""

import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from editor_screen import PROGRAMS, Screen, fail, skip_without

LIB = pathlib.Path("/usr/lib/ardour7")
PLUGINS = ("Track Info Display", "Attacca Gallery", "Attacca Meter")
CUTOFF = (68, 106)  # the knob, in pixels of the gallery
SEARCH = (1160, 27)  # the text above all parameters, of which the first is the cutoff
ENGINE = """<?xml version="1.0" encoding="UTF-8"?>
<Ardour><Config>
  <Option name="try-autostart-engine" value="1"/>
  <Option name="hide-dummy-backend" value="0"/>
  <Option name="discover-plugins-on-start" value="0"/>
</Config><Extra><AudioMIDISetup><EngineStates>
  <State backend="None (Dummy)" driver="Normal Speed" device="Silence" input-device=""
    output-device="" sample-rate="48000" buffer-size="256" n-periods="2" input-latency="0"
    output-latency="0" lm-input="" lm-output="" active="1" use-buffered-io="0"
    midi-option="1 in, 1 out, Silence" lru="1"><MIDIDevices/></State>
</EngineStates></AudioMIDISetup></Extra></Ardour>
"""


def prepare(work, bundles):
    """A home of its own, so that nothing of the user's takes part; the environment for it."""
    for folder in ("home", "config/ardour7", "cache", "bundles"):
        (work / folder).mkdir(parents=True)
    config = work / "config/ardour7"
    (config / ".a7").touch()  # it has run before
    (config / "config").write_text(ENGINE)
    (config / "instant.xml").write_text("<instant><no-memory-warning/></instant>")
    environment = dict(os.environ, HOME=str(work / "home"), XDG_CONFIG_HOME=str(work / "config"),
                       XDG_CACHE_HOME=str(work / "cache"), VST3_PATH=str(work / "bundles"),
                       LC_ALL="C.UTF-8", LD_LIBRARY_PATH=str(LIB), GTK_PATH=f"/etc/ardour7:{LIB}",
                       ARDOUR_DATA_PATH="/usr/share/ardour7", ARDOUR_CONFIG_PATH="/etc/ardour7",
                       ARDOUR_DLL_PATH=str(LIB), VAMP_PATH=str(LIB / "vamp"))
    for name in PLUGINS:
        bundle = work / "bundles" / f"{name}.vst3"
        bundle.symlink_to(bundles / f"{name}.vst3")
        scan = subprocess.run([LIB / "ardour-vst3-scanner", "-f", "-q", bundle], env=environment,
                              capture_output=True, timeout=60)
        if scan.returncode != 0:
            fail(f"Ardour's scanner refused {bundle}: {scan.stderr.decode(errors='replace')}")
    return environment


def make_session(work, environment):
    """A session whose editors are open; its file."""
    script = pathlib.Path(__file__).with_name("ardour_editors.lua")
    made = subprocess.run([LIB / "luasession", script, work / "session", *PLUGINS],
                          env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=120)
    windows = re.findall(r"^WINDOW\t(\S+)\t", made.stdout, re.MULTILINE)
    if "DONE" not in made.stdout or len(windows) != len(PLUGINS):
        fail(f"no session: {made.stdout[-500:]}")
    file = work / "session/attacca.ardour"
    tree = ElementTree.parse(file)
    extra = tree.getroot().find("Extra")
    if extra is None:
        extra = ElementTree.SubElement(tree.getroot(), "Extra")
    ui = ElementTree.SubElement(extra, "UI")
    for window in windows:
        ElementTree.SubElement(ui, "Window", {
            "name": window, "visible": "1", "x-off": "-1", "y-off": "-1", "x-size": "-1",
            "y-size": "-1", "custom-ui": "1"})
    tree.write(file, encoding="UTF-8", xml_declaration=True)
    return file


def saved_values(file, plugin):
    """The parameters in the plugin's state, as the session has it."""
    try:
        root = ElementTree.parse(file).getroot()
    except ElementTree.ParseError:
        return {}  # it is being written
    for processor in root.iter("Processor"):
        if processor.get("name") != plugin:
            continue
        for chunk in processor.iter("chunk"):
            data = base64.b64decode("".join(chunk.itertext()))
            begin = data.find(b"{")
            if begin >= 0 and b'"attacca-state"' in data:
                text = data[begin:].decode(errors="replace")
                return json.JSONDecoder().raw_decode(text)[0]["params"]
    return {}


def main():
    bundles, attacca, pictures = (pathlib.Path(word).resolve() for word in sys.argv[1:])
    program = next(iter(LIB.glob("ardour-[0-9]*")), None)
    if program is None or not (LIB / "luasession").exists():
        print("skipped: Ardour is not installed (scripts/install-deps.sh --for hosts)")
        sys.exit(77)
    skip_without(*PROGRAMS)
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        environment = prepare(work, bundles)
        file = make_session(work, environment)
        with Screen(work, environment, pictures) as screen:
            host = screen.start([program, "--no-splash", file])
            for name in PLUGINS:
                editor = screen.wait_for_editor(name, host)
                screen.picture(editor).save(pictures / f"ardour {name}.png")
            look(screen, host, attacca, bundles, pictures)
            use(screen, host, file, pictures)
            if host.wait(60) != 0:
                fail(f"Ardour ended with {host.returncode}")
    print(f"Ardour: {len(PLUGINS)} editors opened, looked at, used and closed; {pictures}")


def look(screen, host, attacca, bundles, pictures):
    name = "Track Info Display"

    def shows_color():
        picture = screen.picture(screen.settle(name))
        picture.save(pictures / f"ardour {name}.png")
        return picture.count_near(0x3A, 0x6F, 0xE0) >= 50
    screen.until(f"the colour of its track in {name}", host, shows_color, 30)
    # The same pixels as in our host, but for a few of the fonts' edges.
    name = "Attacca Gallery"
    ours = subprocess.run(
        [attacca, "run", bundles / f"{name}.vst3", "--seconds", "1", "--screenshot",
         pictures / f"attacca {name}.png", "--compare", pictures / f"ardour {name}.png"],
        capture_output=True, text=True)
    if ours.returncode != 0:
        fail(f"{name} looks otherwise in Ardour: {ours.stdout[-400:]}{ours.stderr[-400:]}")


def use(screen, host, file, pictures):
    """A knob is turned by a drag and then by a key; Ardour saves what both have set."""
    name = "Attacca Gallery"
    editor = screen.settle(name)

    def saved(what, holds):
        def attempt():
            screen.xdotool("windowactivate", "--sync", main_window)
            screen.key("ctrl+s")
            value = saved_values(file, name).get("cutoff")
            return value if value is not None and holds(value) else None
        return screen.until(what, host, attempt, 30)

    main_window = screen.xdotool("search", "--onlyvisible", "--name", "attacca - Ardour").split()[0]
    first = saved("the first save", lambda value: True)
    screen.drag(editor, CUTOFF, (0, -40))
    dragged = saved("a drag in the session", lambda value: value > first * 1.1)
    screen.xdotool("windowactivate", "--sync", editor.top)
    # A press on a text brings the keyboard, Tab goes on to the first slider below it, and Escape
    # gives the keyboard back.
    def has_keyboard():
        return int(screen.xdotool("getwindowfocus", "-f") or 0) == int(editor.window, 16)
    screen.drag(editor, SEARCH, (0, 0))
    screen.until("the keyboard in the editor", host, has_keyboard, 20)
    screen.key("Tab", "Up", "Up", "Up", "Escape")
    screen.until("the keyboard back in Ardour", host, lambda: not has_keyboard(), 20)
    screen.picture(editor).save(pictures / f"ardour {name}, used.png")
    pressed = saved("keys in the session", lambda value: value > dragged * 1.001)
    print(f"Cutoff: {first:.1f} Hz, dragged to {dragged:.1f}, by keys to {pressed:.1f}")
    screen.xdotool("windowactivate", "--sync", main_window)
    screen.key("ctrl+q")


main()
