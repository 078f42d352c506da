# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A process of musicians that was written from docs/parlando/protocol.md alone, for tests of the
program: it announces itself, answers pulses, reports and keeps what it is sent."""

import random
import socket
import struct
import threading
import time

UNIX_EPOCH = 2_208_988_800


def text(value):
    data = value.encode() + b"\0"
    return data + b"\0" * (-len(data) % 4)


def message(address, types, *values):
    packed = {"i": ">i", "h": ">q", "f": ">f", "d": ">d", "t": ">Q"}
    data = text(address) + text("," + types)
    given = iter(values)
    for kind in types:
        if kind == "s":
            data += text(next(given))
        elif kind not in "TF":
            data += struct.pack(packed[kind], next(given))
    return data


def bundle(messages, tag=1):
    data = b"#bundle\0" + struct.pack(">Q", tag)
    for one in messages:
        data += struct.pack(">i", len(one)) + one
    return data


def take_text(data, at):
    end = data.index(b"\0", at)
    return data[at:end].decode(), at + (end - at) // 4 * 4 + 4


def read(data, tag=1):
    """All messages of a packet: (address, values, time tag)."""
    if data.startswith(b"#bundle\0"):
        tag, at = struct.unpack(">Q", data[8:16])[0], 16
        while at < len(data):
            size = struct.unpack(">i", data[at:at + 4])[0]
            yield from read(data[at + 4:at + 4 + size], tag)
            at += 4 + size
        return
    address, at = take_text(data, 0)
    types, at = take_text(data, at)
    values = []
    for kind in types[1:]:
        if kind == "s":
            value, at = take_text(data, at)
        elif kind in "TF":
            value = kind == "T"
        else:
            code = {"i": ">i", "h": ">q", "f": ">f", "d": ">d", "t": ">Q"}[kind]
            size = struct.calcsize(code)
            value, at = struct.unpack(code, data[at:at + size])[0], at + size
        values.append(value)
    yield address, values, tag


class Musicians:
    def __init__(self, names, conductor):
        self.process = random.getrandbits(62) | 1
        self.ids = {random.getrandbits(62) | 1: name for name in names}
        self.seqs = {identity: 0 for identity in self.ids}
        self.unacknowledged = set(self.ids)
        self.conductor = conductor
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        while True:
            try:
                self.socket.bind(("127.0.0.1", random.randrange(12_000, 20_000)))
                break
            except OSError:
                continue
        self.socket.settimeout(0.05)
        self.received = []
        self.last_pulse = 0.0
        self.reports = False
        self.is_over = False
        self.heard = []
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def close(self):
        self.is_over = True
        self.thread.join()
        self.socket.close()

    def send(self, *messages):
        self.socket.sendto(bundle(messages), self.conductor)

    def seq(self, identity):
        self.seqs[identity] += 1
        return self.seqs[identity]

    def announce(self):
        port = self.socket.getsockname()[1]
        for identity in list(self.unacknowledged):
            self.send(message("/parlando/announce", "hihiisssisd", identity, self.seq(identity),
                              self.process, port, 1, "notes", self.ids[identity], "track", 0x336699,
                              "", 48000.0))

    def run(self):
        next_announcement = 0.0
        while not self.is_over:
            if time.monotonic() >= next_announcement:
                self.announce()
                next_announcement = time.monotonic() + 5
            try:
                data, _ = self.socket.recvfrom(8192)
            except socket.timeout:
                continue
            for address, values, tag in read(data):
                if self.take(address, values, tag):
                    next_announcement = 0.0

    def take(self, address, values, tag):
        self.received.append((time.time(), address, values, tag))
        if address == "/parlando/ack":
            self.unacknowledged.discard(values[0])
        elif address == "/parlando/pulse":
            self.last_pulse = time.monotonic()
            self.reports = values[3]
            self.send(message("/parlando/echo", "hitihhhh", self.process, values[1], values[2],
                              len(self.ids), len(self.received), 0, 0, 0))
        elif address == "/parlando/bye":
            self.unacknowledged = set(self.ids)
        elif address == "/parlando/who":
            self.unacknowledged = set(self.ids)
            return True
        elif address == "/parlando/note" and self.reports:
            identity, of = values[0], values[1]
            when = tag if tag != 1 else int((time.time() + UNIX_EPOCH) * 2**32)
            self.send(message("/parlando/played", "hiiihtd", identity, self.seq(identity), of, 0, 0,
                              when, -1.0))
        elif address == "/parlando/instrument":
            self.send(message(address, "his", values[0], self.seq(values[0]), values[2]))
        elif address == "/parlando/listen":
            identity, request = values[0], values[2]
            answers = [message("/parlando/heard", "hiiisifiddt", identity, self.seq(identity),
                               request, index, "daw", key, 0.5, 0, start, length, 1)
                       for index, (key, start, length) in enumerate(self.heard)]
            answers.append(message("/parlando/heard/end", "hiiiid", identity, self.seq(identity),
                                   request, len(self.heard), 0, 16.0))
            self.send(*answers)
        return False

    def notes(self):
        return [one for one in self.received if one[1] == "/parlando/note"]
