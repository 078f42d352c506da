# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A headless Chromium, by its DevTools protocol."""

import base64
import json
import os
import re
import shutil
import subprocess
import tempfile
import time

from websocket import WebSocket


def is_there():
    return shutil.which("chromium") is not None


class Chromium:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="attacca-chromium-")
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
             "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0",
             f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "HOME": self.folder})
        port = path = None
        for line in self.process.stderr:
            found = re.search(rb"DevTools listening on ws://[^:]+:(\d+)(\S+)", line)
            if found:
                port, path = int(found[1]), found[2].decode()
                break
        if port is None:
            raise RuntimeError("chromium did not start")
        os.set_blocking(self.process.stderr.fileno(), False)
        self.socket = WebSocket("127.0.0.1", port, path, timeout=60)
        self.next = 0
        self.console = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = None
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        self.next += 1
        message = {"id": self.next, "method": method, "params": parameters}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.receive())
            if answer.get("id") == self.next:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            if answer.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded"):
                self.console.append(answer["params"])

    def open(self, url):
        self.call("Page.navigate", url=url)

    def value(self, expression):
        """What a JavaScript expression is; promises are awaited."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait(self, expression, seconds=10):
        """Until an expression is true; returns how long that took."""
        began = time.monotonic()
        while not self.value(f"!!({expression})"):
            if time.monotonic() - began > seconds:
                raise AssertionError(f"not so after {seconds} s: {expression}")
            time.sleep(0.005)
        return time.monotonic() - began

    def size(self, width, height, is_mobile=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=2 if is_mobile else 1, mobile=is_mobile)

    def scheme(self, name):
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def key(self, name, code=None, text=None, seconds=0.0):
        """Presses a key and lets it go."""
        common = {"key": name, "code": code or name}
        if text:
            common["text"] = text
        self.call("Input.dispatchKeyEvent", type="keyDown", **common)
        time.sleep(seconds)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=name, code=code or name)

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.socket.close()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)
