#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The page's server: whom it lets in, and that requests and events travel. Usage: … PARLANDO"""

import http.client
import json
import sys
import unittest

from conducted import Conductor
from musicians import Musician, Process
from websocket import Closed, Refused, WebSocket

PROGRAM = sys.argv.pop(1)


class Browser:
    """What the page does, without a page."""

    def __init__(self, conductor, **options):
        port = conductor.page_port
        options.setdefault("origin", f"http://127.0.0.1:{port}")
        self.socket = WebSocket("127.0.0.1", port, "/control", protocol="parlando", **options)
        self.next = 0
        self.events = []

    def ask(self, **request):
        self.next += 1
        self.socket.send(json.dumps({"id": self.next, **request}))
        while True:
            answer = json.loads(self.socket.receive())
            if "event" in answer:
                self.events.append(answer)
            elif answer["id"] == self.next:
                return answer

    def event(self, kind):
        while True:
            for i, event in enumerate(self.events):
                if event["event"] == kind:
                    return self.events.pop(i)
            self.events.append(json.loads(self.socket.receive()))

    def close(self):
        self.socket.close()


class OnLoopback(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.conductor = Conductor(PROGRAM)
        cls.addClassCleanup(cls.conductor.close)

    def get(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.conductor.page_port, timeout=20)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def test_files_come_with_headers_that_keep_others_out(self):
        total = 0
        for path, kind in {"/": "text/html", "/page.css": "text/css", "/page.js": "text/javascript",
                           "/icon.svg": "image/svg+xml"}.items():
            answer, body = self.get(path)
            self.assertEqual(answer.status, 200)
            self.assertTrue(answer.headers["content-type"].startswith(kind))
            self.assertIn("default-src 'self'", answer.headers["content-security-policy"])
            self.assertEqual(answer.headers["x-content-type-options"], "nosniff")
            total += len(body)
        self.assertLess(total, 200_000)

    def test_nothing_else_is_served(self):
        for path in ("/nothing", "/../../etc/passwd", "/%2e%2e/etc/passwd", "/index", "/page.css/x", "/" + "x" * 2000):
            self.assertNotEqual(self.get(path)[0].status, 200)
        self.assertNotEqual(self.get("/", method="POST")[0].status, 200)

    def test_a_foreign_name_for_this_machine_is_refused(self):
        for host in ("evil.example", f"evil.example:{self.conductor.page_port}", "localhost:1"):
            self.assertEqual(self.get("/", Host=host)[0].status, 403)
        self.assertEqual(self.get("/", Host=f"localhost:{self.conductor.page_port}")[0].status, 200)

    def test_a_foreign_page_opens_no_websocket(self):
        for origin in (None, "null", "http://evil.example", f"https://127.0.0.1:{self.conductor.page_port}"):
            with self.assertRaises(Refused) as refused:
                Browser(self.conductor, origin=origin)
            self.assertIn(refused.exception.status, (403, 0))
        with self.assertRaises(Refused):
            Browser(self.conductor, origin="http://evil.example", host_header="evil.example")

    def test_requests_are_answered_and_events_pushed(self):
        browser = Browser(self.conductor)
        self.addCleanup(browser.close)
        hello = browser.ask(do="hello")["ok"]
        self.assertEqual(hello["program"], "parlando")
        self.assertEqual(hello["page"], self.conductor.page)
        self.assertIn("error", browser.ask(do="nonsense"))
        browser.ask(do="subscribe")
        process = Process([Musician("Violin", 0xff8800)], self.conductor.musicians_port,
                          self.conductor.transport_port)
        self.addCleanup(process.close)
        process.announce()
        event = browser.event("musician")
        self.assertEqual(event["musician"]["name"], "Violin")
        self.assertEqual(event["musician"]["color"], "#ff8800")

    def test_a_request_may_be_large_and_come_in_pieces(self):
        browser = Browser(self.conductor)
        self.addCleanup(browser.close)
        answer = browser.ask(do="hello", more="x" * 3_000_000)
        self.assertIn("more", answer["error"])

    def test_what_is_no_json_is_an_answer_too(self):
        browser = Browser(self.conductor)
        self.addCleanup(browser.close)
        browser.socket.send("nonsense")
        self.assertIn("error", json.loads(browser.socket.receive()))
        self.assertIn("ok", browser.ask(do="hello"))


class WithAKey(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.conductor = Conductor(PROGRAM, key="open sesame", listen="0.0.0.0")
        cls.addClassCleanup(cls.conductor.close)

    def test_without_the_key_nothing_is_told(self):
        for first in ({"do": "hello"}, {"key": "wrong"}, {"key": 7}):
            browser = Browser(self.conductor)
            self.addCleanup(browser.close)
            browser.socket.send(json.dumps(first))
            with self.assertRaises(Closed) as closed:
                browser.socket.receive()
            self.assertEqual(closed.exception.code, 4401)

    def test_with_the_key_it_is_as_on_loopback(self):
        browser = Browser(self.conductor)
        self.addCleanup(browser.close)
        browser.socket.send(json.dumps({"key": "open sesame"}))
        self.assertTrue(browser.ask(do="hello")["ok"]["key"])


if __name__ == "__main__":
    unittest.main()
