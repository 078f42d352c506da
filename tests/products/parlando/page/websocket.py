# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""A WebSocket client (RFC 6455) of what the tests need: text messages, no extensions."""

import base64
import hashlib
import os
import socket
import struct


class Refused(Exception):
    """The server did not open the WebSocket; `status` is its HTTP status, or 0."""

    def __init__(self, status):
        super().__init__(f"HTTP {status}")
        self.status = status


class Closed(Exception):
    """The other side has closed it, with this code."""

    def __init__(self, code):
        super().__init__(f"closed with {code}")
        self.code = code


class WebSocket:
    def __init__(self, host, port, path, protocol=None, origin=None, host_header=None, timeout=20):
        self.socket = socket.create_connection((host, port), timeout=timeout)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", f"Host: {host_header or f'{host}:{port}'}", "Upgrade: websocket",
                 "Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
        if protocol:
            lines.append(f"Sec-WebSocket-Protocol: {protocol}")
        if origin:
            lines.append(f"Origin: {origin}")
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.rest = b""
        head = b""
        while b"\r\n\r\n" not in head:
            try:
                part = self.socket.recv(4096)
            except OSError:
                part = b""
            if not part:
                break
            head += part
        head, _, self.rest = head.partition(b"\r\n\r\n")
        words = head.split()
        status = int(words[1]) if len(words) > 1 else 0
        wanted = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
        if status != 101 or wanted not in head:
            self.socket.close()
            raise Refused(status)

    def _read(self, count):
        while len(self.rest) < count:
            part = self.socket.recv(65536)
            if not part:
                raise Closed(1006)
            self.rest += part
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def _send(self, opcode, payload):
        size = len(payload)
        head = bytes([0x80 | opcode])
        if size < 126:
            head += bytes([0x80 | size])
        elif size < 65536:
            head += bytes([0x80 | 126]) + struct.pack(">H", size)
        else:
            head += bytes([0x80 | 127]) + struct.pack(">Q", size)
        # A mask of zeros leaves the payload as it is.
        self.socket.sendall(head + b"\0\0\0\0" + payload)

    def send(self, text):
        self._send(1, text.encode())

    def receive(self):
        message = b""
        while True:
            first, second = self._read(2)
            size = second & 127
            if size == 126:
                size = struct.unpack(">H", self._read(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self._read(8))[0]
            payload = self._read(size)
            opcode = first & 15
            if opcode == 8:
                raise Closed(struct.unpack(">H", payload[:2])[0] if len(payload) >= 2 else 1005)
            if opcode == 9:
                self._send(10, payload)
                continue
            if opcode == 10:
                continue
            message += payload
            if first & 0x80:
                return message.decode()

    def close(self):
        self.socket.close()
