# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A screen that nobody sees (Xvfb), with a window manager: where hosts open the plugins' editors.

    with Screen(folder) as screen:
        host = screen.start(["some-host"])
        editor = screen.wait_for_editor("Gain", host)
        screen.drag(editor, (100, 100), (0, -40))
        screen.picture(editor).save("gain.png")
"""

import pathlib
import re
import shutil
import struct
import subprocess
import sys
import time
import zlib

PROGRAMS = ("Xvfb", "openbox", "xdotool", "xprop", "xwininfo")


def fail(what):
    print(f"FAIL {what}")
    sys.exit(1)


def skip_without(*programs):
    for program in programs:
        if shutil.which(program) is None:
            print(f"skipped: {program} is not installed (scripts/install-deps.sh --for hosts)")
            sys.exit(77)


class Picture:
    """Pixels, as bytes of red, green and blue, row by row."""

    def __init__(self, width, rows):
        self.width, self.rows = width, rows

    def __eq__(self, other):
        return self.width == other.width and self.rows == other.rows

    def count_near(self, *color):
        """How many pixels have nearly this colour."""
        return sum(all(abs(row[i + k] - color[k]) <= 2 for k in range(3))
                   for row in self.rows for i in range(0, len(row), 3))

    def colors(self):
        """How many colours it has; an editor that was not drawn has one."""
        return len({row[i:i + 3] for row in self.rows for i in range(0, len(row), 3)})

    def save(self, path):
        def chunk(kind, data):
            return (struct.pack(">I", len(data)) + kind + data +
                    struct.pack(">I", zlib.crc32(kind + data)))
        header = struct.pack(">IIBBBBB", self.width, len(self.rows), 8, 2, 0, 0, 0)
        data = zlib.compress(b"".join(b"\0" + row for row in self.rows))
        pathlib.Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) +
                                       chunk(b"IDAT", data) + chunk(b"IEND", b""))


class Editor:
    """The window that a plugin has made inside a host's window, and where it is on the screen."""

    def __init__(self, top, window, width, height, x, y):
        self.top, self.window = top, window
        self.width, self.height, self.x, self.y = width, height, x, y


class Screen:
    WIDTH, HEIGHT = 1600, 1000

    def __init__(self, folder, environment, pictures):
        self.folder, self.pictures = pathlib.Path(folder), pathlib.Path(pictures)
        self.environment = dict(environment)
        self.processes = []

    def __enter__(self):
        framebuffer = self.folder / "screen"
        framebuffer.mkdir()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", f"{self.WIDTH}x{self.HEIGHT}x24",
             "-nolisten", "tcp", "-fbdir", str(framebuffer)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.processes.append(server)
        number = server.stdout.readline().decode().strip()
        if not number:
            self.end()
            fail("Xvfb did not start")
        self.environment["DISPLAY"] = f":{number}"
        self.framebuffer = framebuffer / "Xvfb_screen0"
        manager = self.start(["openbox"])
        self.until("the window manager", manager, lambda: "window id" in self.ask(
            "xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def start(self, command, **options):
        log = open(self.folder / (pathlib.Path(command[0]).name + ".log"), "w")
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=subprocess.STDOUT, env=self.environment, **options)
        self.processes.append(process)
        return process

    def ask(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True).stdout

    def xdotool(self, *words):
        return self.ask("xdotool", *(str(word) for word in words))

    def until(self, what, host, condition, seconds=90):
        """What `condition` returns, once it is something. Hosts offer nothing to wait on."""
        deadline = time.monotonic() + seconds
        while True:
            found = condition()
            if found:
                return found
            if host.poll() is not None:
                fail(f"the host ended with {host.returncode} before {what}")
            if time.monotonic() > deadline:
                whole = Editor(0, "", self.WIDTH, self.HEIGHT, 0, 0)
                self.picture(whole).save(self.pictures / "failed.png")
                fail(f"{what} did not happen within {seconds} s: {self.pictures}/failed.png")
            time.sleep(0.1)

    def find_editor(self, name):
        for top in self.xdotool("search", "--onlyvisible", "--name", name).split():
            # Depth, id, size, place on the screen. The host's window has one of its own for the
            # plugin, and the plugin's is inside.
            tree = re.findall(r"^( +)(0x[0-9a-f]+) .*?(\d+)x(\d+)\+-?\d+\+-?\d+ +\+(-?\d+)\+(-?\d+)$",
                              self.ask("xwininfo", "-id", top, "-tree"), re.MULTILINE)
            inner = [row for row in tree if int(row[2]) > 50 and int(row[3]) > 50]
            if len(inner) < 1:
                continue
            _, window, *numbers = max(inner, key=lambda row: len(row[0]))
            return Editor(top, window, *(int(number) for number in numbers))
        return None

    def wait_for_editor(self, name, host):
        """The editor in the host's window whose title has `name`, once it is there and drawn."""
        def is_drawn():
            editor = self.find_editor(name)
            return editor if editor and self.picture(editor).colors() > 1 else None
        self.until(f"an editor of {name}", host, is_drawn)
        return self.settle(name)

    def settle(self, name):
        """In front, with the pointer elsewhere, where two pictures in a row are the same."""
        editor = self.find_editor(name)
        self.xdotool("windowactivate", "--sync", editor.top)
        self.xdotool("mousemove", self.WIDTH - 1, self.HEIGHT - 1)
        before = None
        for _ in range(100):
            editor = self.find_editor(name)
            now = self.picture(editor)
            if before is not None and before == now:
                return editor
            before = now
            time.sleep(0.3)
        fail(f"the editor of {name} does not come to rest")

    def picture(self, editor):
        data = self.framebuffer.read_bytes()
        header = struct.unpack(">25I", data[:100])
        at = header[0] + header[19] * 12  # behind the header and the colours
        stride = header[12]
        left, right = max(editor.x, 0), min(editor.x + editor.width, self.WIDTH)
        rows = []
        for y in range(max(editor.y, 0), min(editor.y + editor.height, self.HEIGHT)):
            row = data[at + y * stride + left * 4:at + y * stride + right * 4]
            rgb = bytearray(len(row) // 4 * 3)
            rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
            rows.append(bytes(rgb))
        return Picture(right - left, rows)

    def drag(self, editor, place, by):
        """A drag with the left button, in pixels of the editor."""
        self.xdotool("mousemove", editor.x + place[0], editor.y + place[1])
        self.xdotool("mousedown", 1)
        steps = 8
        for step in range(1, steps + 1):
            self.xdotool("mousemove", editor.x + place[0] + by[0] * step // steps,
                         editor.y + place[1] + by[1] * step // steps)
            time.sleep(0.02)
        self.xdotool("mouseup", 1)

    def key(self, *keys):
        """To who has the keyboard."""
        self.xdotool("key", "--clearmodifiers", *keys)
