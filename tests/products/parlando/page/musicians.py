# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""Musicians as docs/parlando/protocol.md has them: a process of them, without a DAW."""

import random
import socket
import struct
import threading
import time


def _text(text):
    data = text.encode() + b"\0"
    return data + b"\0" * (-len(data) % 4)


def message(address, types, *values):
    """One OSC message; T and F stand in the types and have no value."""
    data = _text(address) + _text("," + types)
    values = list(values)
    for kind in types:
        if kind in "TF":
            continue
        value = values.pop(0)
        data += _text(value) if kind == "s" else struct.pack(
            {"i": ">i", "h": ">q", "f": ">f", "d": ">d", "t": ">Q"}[kind], value)
    return data


def bundle(messages, tag=1):
    return b"#bundle\0" + struct.pack(">Q", tag) + b"".join(struct.pack(">i", len(m)) + m for m in messages)


def messages_in(packet):
    """(address, values) of each message, bundles opened."""
    if packet.startswith(b"#bundle\0"):
        at = 16
        while at < len(packet):
            size = struct.unpack_from(">i", packet, at)[0]
            yield from messages_in(packet[at + 4:at + 4 + size])
            at += 4 + size
        return

    def text(at):
        end = packet.index(b"\0", at)
        return packet[at:end].decode(), end + 4 - end % 4

    address, at = text(0)
    types, at = text(at)
    values = []
    for kind in types[1:]:
        if kind in "TF":
            values.append(kind == "T")
        elif kind == "s":
            value, at = text(at)
            values.append(value)
        else:
            form = {"i": ">i", "h": ">q", "f": ">f", "d": ">d", "t": ">Q"}[kind]
            values.append(struct.unpack_from(form, packet, at)[0])
            at += struct.calcsize(form)
    yield address, values


def _id():
    return random.getrandbits(63) | 1


class Musician:
    def __init__(self, name, color=-1, role="notes", instrument=""):
        self.id, self.seq = _id(), 0
        self.name, self.color, self.role, self.instrument = name, color, role, instrument
        self.counts = {"waiting": 0, "late": 0, "lost": 0}
        self.is_primary = False
        self.notes = []
        self.beat = -1.0  # that it reports: where the DAW's timeline is while it rolls


class Process:
    """A DAW's process; answers pulses and reports what it is told to play."""

    def __init__(self, musicians, conductor_port, transport_port):
        self.musicians = {one.id: one for one in musicians}
        self.id = _id()
        self.conductor = ("127.0.0.1", conductor_port)
        self.transport_to = ("127.0.0.1", transport_port)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        while True:
            try:
                self.socket.bind(("127.0.0.1", random.randint(9000, 19999)))
                break
            except OSError:
                continue
        self.socket.settimeout(0.05)
        self.lock = threading.Lock()
        self.is_over = False
        self.is_silent = False
        self.received = []
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _send(self, *messages):
        with self.lock:
            for i in range(0, len(messages), 8):
                self.socket.sendto(bundle(messages[i:i + 8]), self.conductor)

    def _about(self, one, address, types, *values):
        one.seq += 1
        return message(address, "hi" + types, one.id, one.seq, *values)

    def announce(self):
        port = self.socket.getsockname()[1]
        for one in self.musicians.values():
            self._send(self._about(one, "/parlando/announce", "hiisssisd", self.id, port, 1, one.role, one.name,
                                   "track", one.color, one.instrument, 48000.0))
            self.beat(one)

    def beat(self, one):
        counts = one.counts
        self._send(self._about(one, "/parlando/heartbeat", "Tiiiii", counts["waiting"], counts["late"],
                               counts["lost"], 0, 0))

    def rename(self, one, name, color):
        one.name, one.color = name, color
        self._send(self._about(one, "/parlando/name", "ssi", name, "track", color))

    def remove(self, one):
        del self.musicians[one.id]
        self._send(self._about(one, "/parlando/goodbye", ""))

    def tell_transport(self, one, beat, tempo=120.0, is_playing=True):
        now = time.time() + 2208988800
        tag = (int(now) << 32) | int((now % 1) * 2**32)
        one.seq += 1
        types = "hi" + ("T" if is_playing else "F") + "FFdddiiddhd"
        data = message("/parlando/transport", types, one.id, one.seq, tempo, beat, beat - beat % 4, 4, 4, 0.0, 0.0,
                       int(beat * 24000), 48000.0)
        with self.lock:
            self.socket.sendto(bundle([data], tag), self.transport_to)

    def _run(self):
        while not self.is_over:
            try:
                packet, _ = self.socket.recvfrom(65536)
            except OSError:
                continue
            if self.is_silent:
                continue
            for address, values in messages_in(packet):
                self._take(address, values)

    def _take(self, address, values):
        self.received.append((address, values))
        if address == "/parlando/pulse":
            self._send(message("/parlando/echo", "hitihhhh", self.id, values[1], values[2],
                               len(self.musicians), 0, 0, 0, 0))
        elif address == "/parlando/who":
            self.announce()
        elif address == "/parlando/primary" and values[0] in self.musicians:
            self.musicians[values[0]].is_primary = values[1]
        elif address in ("/parlando/note", "/parlando/note/on", "/parlando/note/off"):
            one = self.musicians.get(values[0])
            if one is None:
                return
            one.notes.append((address, values[2], values[3]))
            now = time.time() + 2208988800
            tag = (int(now) << 32) | int((now % 1) * 2**32)
            self._send(self._about(one, "/parlando/played", "iihtd", values[1], 0, 0, tag, one.beat))

    def close(self):
        self.is_over = True
        self.thread.join()
        self.socket.close()
