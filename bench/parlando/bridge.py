# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""What musicians use today: a script that sends what comes by OSC on as MIDI, by python-osc and
python-rtmidi, to a JACK port. Usage: bridge.py UDP_PORT CLIENT_NAME"""
import sys

import rtmidi
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import BlockingOSCUDPServer

out = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, sys.argv[2])
out.open_virtual_port("out")


def note(_, key, velocity):
    out.send_message([0x90, int(key), int(velocity * 127)])


dispatcher = Dispatcher()
dispatcher.map("/note", note)
print("ready", flush=True)
BlockingOSCUDPServer(("127.0.0.1", int(sys.argv[1])), dispatcher).serve_forever()
