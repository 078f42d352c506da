# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A conductor with its page, on free ports and with folders of its own."""

import os
import re
import select
import shutil
import socket
import subprocess
import tempfile
import time


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Conductor:
    def __init__(self, program, key="", listen="127.0.0.1"):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="parlando-page-")
        self.musicians_port = free_port(socket.SOCK_DGRAM)
        self.transport_port = free_port(socket.SOCK_DGRAM)
        self.page_port = free_port(socket.SOCK_STREAM)
        self.key = key
        self.listen = listen
        self.start()

    def start(self):
        # Musicians need the same.
        self.addresses = {"XDG_RUNTIME_DIR": self.folder, "XDG_STATE_HOME": self.folder,
                          "PARLANDO_CONDUCTOR": f"127.0.0.1:{self.musicians_port}",
                          "PARLANDO_TRANSPORT": f"127.0.0.1:{self.transport_port}", "PARLANDO_KEY": self.key}
        environment = {**os.environ, **self.addresses}
        self.process = subprocess.Popen(
            [self.program, "conduct", "--page", f"{self.listen}:{self.page_port}"], env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        text = b""
        until = time.monotonic() + 20
        while b"page at" not in text and time.monotonic() < until:
            if select.select([self.process.stdout], [], [], 0.2)[0]:
                part = os.read(self.process.stdout.fileno(), 65536)
                if not part:
                    break
                text += part
        found = re.search(rb"page at (http://\S+)", text)
        if not found:
            raise RuntimeError(f"the conductor did not start: {text.decode()}")
        self.page = found[1].decode()
        # What it says from here on is of no interest, but must not fill the pipe.
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.drain.wait()

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
