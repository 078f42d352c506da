# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What python-osc reads, in the lines of dump.cpp."""
import logging
import math
import struct
import sys

from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_message import OscMessage
from pythonosc.parsing import osc_types

logging.disable()


def value(v):
    if v is True:
        return "T"
    if v is False:
        return "F"
    if v is None:
        return "N"
    if isinstance(v, int):
        return f"i:{v}"
    if isinstance(v, float):
        return "f:nan" if math.isnan(v) else "f:" + struct.pack(">d", v).hex()
    if isinstance(v, str):
        return "s:" + v.encode().hex()
    if isinstance(v, (bytes, bytearray)):
        return "b:" + bytes(v).hex()
    if isinstance(v, list):
        return " ".join(["["] + [value(x) for x in v] + ["]"])
    if isinstance(v, tuple):
        return "m:?"
    return f"?{type(v).__name__}"


def message(m):
    return " ".join(["(" + m.address.encode().hex()] + [value(v) for v in m.params]) + ")"


def element(data):
    if OscBundle.dgram_is_bundle(data):
        bundle = OscBundle(data)
        tag = struct.unpack(">Q", data[8:16])[0]
        parts = []
        for part in bundle:
            parts.append(element(part.dgram))
        return "{%d " % tag + "".join(parts) + "}"
    return message(OscMessage(data))


data = sys.stdin.buffer.read()
at = 0
while at + 4 <= len(data):
    (size,) = struct.unpack(">I", data[at:at + 4])
    packet = data[at + 4:at + 4 + size]
    at += 4 + size
    try:
        print(element(packet))
    except Exception as e:  # it raises many kinds
        print("!", str(e).replace("\n", " ") or type(e).__name__)
