#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Attacca authors
# SPDX-License-Identifier: MIT
"""The page in a headless Chromium, with a conductor and musicians.

Usage: … PARLANDO ATTACCA FOLDER [PICTURES]: the programs, and the folder of the built plugins. Skipped
(77) where there is no Chromium. With a folder PICTURES, screenshots are left there.
"""

import base64
import os
import json
import statistics
import struct
import subprocess
import sys
import time
import unittest

import chromium
from conducted import Conductor
from musicians import Musician, Process
from websocket import WebSocket

PROGRAM, ATTACCA, PLUGINS = sys.argv.pop(1), sys.argv.pop(1), sys.argv.pop(1)
PICTURES = sys.argv.pop(1) if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None
QUARTET = [("Violin I", 0xE4572E, "notes"), ("Violin II", 0xF3A712, "notes"), ("Viola", 0x3B8EA5, "notes"),
           ("Violoncello", 0x6A4C93, "instrument")]


def card(name):
    return f"[...document.querySelectorAll('.card')].find(one => one.querySelector('.who').textContent === {name!r})"


def midi_file(parts):
    """A file of format 1 with a program and one note a beat in each part: [(name, [key, …]), …]."""
    def track(data):
        return b"MTrk" + struct.pack(">I", len(data)) + data

    tracks = [track(b"\0\xff\x51\x03" + (600_000).to_bytes(3, "big") + b"\0\xff\x2f\0")]
    for channel, (name, keys) in enumerate(parts):
        data = b"\0\xff\x03" + bytes([len(name)]) + name.encode() + bytes([0, 0xC0 | channel, 40 + channel])
        for key in keys:
            data += bytes([0, 0x90 | channel, key, 90, 96, 0x80 | channel, key, 0])
        tracks.append(track(data + b"\0\xff\x2f\0"))
    return b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), 96) + b"".join(tracks)


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.conductor = Conductor(PROGRAM)
        cls.addClassCleanup(cls.conductor.close)
        cls.browser = chromium.Chromium()
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.players = [Musician(*one) for one in QUARTET]
        self.process = self.join(self.players)
        self.browser.size(1280, 800)
        self.browser.scheme("light")
        self.browser.console.clear()
        self.browser.open(self.conductor.page)
        self.browser.wait("document.getElementById('status')?.textContent === 'Connected'")
        self.browser.wait(f"{card('Viola')}")

    def tearDown(self):
        self.assertEqual(self.browser.console, [], "the page's console")
        for one in list(self.process.musicians.values()):
            self.process.remove(one)
        time.sleep(0.1)

    def join(self, players):
        process = Process(players, self.conductor.musicians_port, self.conductor.transport_port)
        self.addCleanup(process.close)
        process.announce()
        return process

    def ask(self, **request):
        """What another program asks of the conductor."""
        port = self.conductor.page_port
        socket = WebSocket("127.0.0.1", port, "/control", protocol="parlando", origin=f"http://127.0.0.1:{port}")
        socket.send(json.dumps({"id": 1, **request}))
        answer = json.loads(socket.receive())
        socket.close()
        return answer["ok"]

    def choose(self, name):
        self.browser.value(f"{card(name)}.querySelector('.who').click()")

    def letter(self, kind):
        self.browser.value(f"document.dispatchEvent(new KeyboardEvent({kind!r}, {{ key: 'a' }}))")

    def picture(self, name):
        if PICTURES:
            os.makedirs(PICTURES, exist_ok=True)
            self.browser.picture(os.path.join(PICTURES, name + ".png"))

    def wait_for(self, is_so, seconds=10):
        until = time.monotonic() + seconds
        while not is_so() and time.monotonic() < until:
            time.sleep(0.005)
        self.assertTrue(is_so())

    def drop(self, name, content):
        data = base64.b64encode(content).decode()
        self.browser.value(f"""(() => {{
            const bytes = Uint8Array.from(atob({data!r}), one => one.charCodeAt(0));
            const files = new DataTransfer();
            files.items.add(new File([bytes], {name!r}));
            document.dispatchEvent(new DragEvent("drop", {{ dataTransfer: files, bubbles: true, cancelable: true }}));
        }})()""")

    def test_each_musician_has_a_card_as_its_track_is(self):
        for name, color, _ in QUARTET:
            self.browser.wait(f"{card(name)}")
            shown = self.browser.value(f"{card(name)}.style.getPropertyValue('--track')")
            self.assertEqual(shown, f"#{color:06x}")
        self.browser.wait(f"{card('Viola')}.textContent.includes('link good')")
        self.browser.wait("document.querySelectorAll('.primary.on').length === 1")
        self.assertIn("instrument", self.browser.value(f"{card('Violoncello')}.textContent"))

    def test_counts_of_what_waits_and_is_late_show(self):
        self.players[0].counts = {"waiting": 7, "late": 3, "lost": 2}
        self.process.beat(self.players[0])
        self.browser.wait(f"{card('Violin I')}.textContent.includes('7 waiting · 3 late · 2 lost')")

    def test_a_rename_changes_the_card_within_100_ms(self):
        self.browser.value("""window.seen = {}; new MutationObserver(() => {
            for (const who of document.querySelectorAll('.who')) window.seen[who.textContent] ??= Date.now();
        }).observe(document.getElementById('cards'), { childList: true, subtree: true, characterData: true })""")
        times = []
        for i in range(15):
            name = f"Solo {i}"
            began = time.time()
            self.process.rename(self.players[0], name, 0x123456 + i)
            self.browser.wait(f"window.seen[{name!r}]")
            times.append(self.browser.value(f"window.seen[{name!r}]") - began * 1000)
        self.assertEqual(self.browser.value(f"{card('Solo 14')}.style.getPropertyValue('--track')"), "#123464")
        print(f"rename to page: median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms")
        # On a busy machine the browser waits for its turn; the figure is for the documentation.
        self.assertLess(statistics.median(times), 1000)

    def test_who_leaves_is_greyed_and_who_comes_back_is_not(self):
        self.process.remove(self.players[2])
        self.browser.wait(f"{card('Viola')}.classList.contains('gone')")
        self.assertIn("gone", self.browser.value(f"{card('Viola')}.textContent"))
        self.process.musicians[self.players[2].id] = self.players[2]
        self.players[2].seq = 0
        self.process.announce()
        self.browser.wait(f"!{card('Viola')}.classList.contains('gone')")

    def test_a_process_that_dies_is_seen_and_a_conductor_that_dies_greys_all(self):
        self.process.is_silent = True
        self.browser.wait(f"{card('Violin I')}.dataset.link === 'dead'", seconds=10)
        self.process.is_silent = False
        self.browser.wait(f"{card('Violin I')}.dataset.link === 'good'", seconds=10)
        self.conductor.stop()
        self.browser.wait("document.querySelectorAll('.card.gone').length >= 4")
        self.assertTrue(self.browser.value("document.getElementById('status').classList.contains('lost')"))
        self.conductor.start()
        self.browser.wait("document.getElementById('status').textContent === 'Connected'", seconds=20)
        self.process.announce()
        self.browser.wait(f"!{card('Violin I')}.classList.contains('gone')")
        self.browser.console.clear()  # the browser tells of connections that failed

    def test_playing_lights_the_card_and_leaves_its_notes_in_the_roll(self):
        self.browser.value(f"{card('Viola')}.querySelector('.who').click()")
        self.browser.wait(f"{card('Viola')}.querySelector('.who').getAttribute('aria-pressed') === 'true'")
        self.browser.value("""window.lit = 0; new MutationObserver(() => {
            window.lit += document.querySelectorAll('.card.lit').length;
        }).observe(document.getElementById('cards'), { subtree: true, attributes: true, attributeFilter: ['class'] })""")
        self.browser.value("document.querySelector('#piano [data-key=\"64\"]').focus()")
        self.browser.key("Enter", text="\r")
        self.browser.wait("window.lit > 0")
        self.browser.wait("document.getElementById('last-note').textContent === 'Viola: E4'")
        self.browser.wait(f"!{card('Viola')}.classList.contains('lit')")
        self.assertEqual([one[:2] for one in self.players[2].notes], [("/parlando/note/on", 64), ("/parlando/note/off", 64)])

    def test_a_held_note_ends_where_it_began(self):
        for leave in (lambda: self.choose("Violin I"), lambda: self.choose("Viola")):
            self.players[2].notes.clear()
            self.choose("Viola")
            self.letter("keydown")
            self.wait_for(lambda: len(self.players[2].notes) == 1)
            leave()  # for another one, or for none
            self.letter("keyup")
            self.wait_for(lambda: len(self.players[2].notes) == 2)
            self.assertEqual([one[:2] for one in self.players[2].notes],
                             [("/parlando/note/on", 60), ("/parlando/note/off", 60)])
            self.assertEqual(self.players[0].notes, [])

    def test_a_length_is_shown_in_the_time_that_it_was_played_in(self):
        primary = next(one for one in self.players if one.is_primary)
        self.process.tell_transport(primary, 9.0, tempo=60.0)
        self.browser.wait("document.getElementById('tempo').textContent === '60.0'")
        self.browser.value("""import("/roll.js").then(({ Roll }) => {
            window.rolled = [];
            Roll.prototype.add = (key, milliseconds) => window.rolled.push([key, milliseconds]);
        })""")
        # The timeline rolls, and is reported, whatever a phrase is timed by.
        self.players[2].beat = 9.5
        part = {"to": "Viola", "events": [{"key": 70, "beats": 0.5}]}
        self.ask(do="play", tempo=240, parts=[part])
        self.browser.wait("window.rolled.length === 1")
        self.ask(do="play", clock="daw", start=10, parts=[part])
        self.browser.wait("window.rolled.length === 2")
        self.assertEqual(self.browser.value("window.rolled"), [[70, 125], [70, 500]])

    def test_who_had_gone_before_is_forgotten_too(self):
        self.browser.value("""import("/orchestra.js").then(({ Orchestra }) => {
            const gone = { id: "1", name: "Oboe", role: "notes", gone: true, link: "dead", round_trip_ms: null, sounding: 0 };
            window.few = new Orchestra(document.createElement("ul"), 30);
            window.few.put(gone);
            window.few.put({ ...gone, id: "2", gone: false, link: "good" });
            window.few.put({ ...gone, id: "3" });
            window.few.put({ ...gone, id: "3", gone: false, link: "good" });
        })""")
        self.assertEqual(self.browser.value("window.few.musicians.length"), 3)
        self.browser.wait("window.few.musicians.map(one => one.id).join() === '2,3'")
        # Who came back stays, and that it is said again prolongs nothing.
        self.browser.value("""new Promise(done => setTimeout(done, 60))""")
        self.assertEqual(self.browser.value("window.few.musicians.length"), 2)

    def test_parts_of_one_name_are_two_and_what_is_chosen_here_holds_for_other_programs(self):
        parts = [("Violin", [72]), ("Violin", [67])]
        self.drop("two violins.mid", midi_file(parts))
        self.browser.wait("document.querySelectorAll('#parts li').length === 2")
        for row, player in ((0, "Violin II"), (1, "Viola")):
            self.browser.value(f"""(() => {{
                const select = document.querySelectorAll('#parts select')[{row}];
                select.value = [...select.options].find(one => one.textContent === {player!r}).value;
                select.dispatchEvent(new Event("change"));
            }})()""")
            self.browser.wait(f"{card(player)}.textContent.includes('plays Violin')")
        ids = [f"{self.players[i].id:016x}" for i in (1, 2)]
        self.assertEqual(self.ask(do="map", file="two violins.mid")["parts"], {"1": ids[0], "2": ids[1]})
        data = base64.b64encode(midi_file(parts)).decode()
        opened = self.ask(do="midi", data=data, name="two violins.mid")
        self.assertEqual([part["to"] for part in opened["parts"]], ids)
        # What another program keeps, down to nobody, is what the page plays.
        self.ask(do="map", file="two violins.mid", parts={"1": "Violoncello", "2": None})
        self.drop("two violins.mid", midi_file(parts))
        self.browser.wait(f"{card('Violoncello')}.textContent.includes('plays Violin')")
        # The conductor does not have it open for ever.
        for _ in range(16):
            self.ask(do="midi", data=data)
        self.browser.value("document.getElementById('play').click()")
        self.browser.wait("document.getElementById('song-report').textContent.startsWith('Played: 1 of 1 notes')", 20)
        self.assertEqual([key for _, key, _ in self.players[3].notes], [72])
        self.assertIn(("/parlando/program", self.players[3].id, 40),
                      [(address, values[0], values[2]) for address, values in self.process.received
                       if address == "/parlando/program"])

    def test_a_dropped_midi_file_lands_on_its_musicians_and_plays(self):
        self.assertTrue(self.browser.value("document.getElementById('play').offsetParent === null"), "before there is a file")
        parts = [("Viola", [57, 60]), ("Violin I", [72, 74, 76]), ("Kazoo", [50])]
        self.drop("trio.mid", midi_file(parts))
        self.browser.wait("document.querySelectorAll('#parts li').length === 3")
        self.browser.wait(f"{card('Violin I')}.textContent.includes('plays Violin I')")
        self.assertTrue(self.browser.value("document.querySelectorAll('#parts li')[2].classList.contains('unmapped')"))
        # By drag: the part that has nobody goes to the cello's card.
        self.browser.value(f"""(() => {{
            const part = new DataTransfer();
            document.querySelectorAll('#parts li')[2].dispatchEvent(new DragEvent("dragstart", {{ dataTransfer: part }}));
            {card('Violoncello')}.dispatchEvent(new DragEvent("drop", {{ dataTransfer: part, bubbles: true, cancelable: true }}));
        }})()""")
        self.browser.wait(f"{card('Violoncello')}.textContent.includes('plays Kazoo')")
        self.browser.value("document.getElementById('play').click()")
        self.browser.wait("document.getElementById('song-report').textContent.startsWith('Played: 6 of 6 notes')", 20)
        self.assertEqual([key for _, key, _ in self.players[0].notes], [72, 74, 76])
        self.assertEqual([key for _, key, _ in self.players[3].notes], [50])
        # Who plays what is remembered with the file's name.
        self.drop("trio.mid", midi_file(parts))
        self.browser.wait(f"{card('Violoncello')}.textContent.includes('plays Kazoo')")

    def test_a_broken_midi_file_says_what_is_wrong(self):
        whole = midi_file([("Viola", [57])])
        for content, words in ((b"RIFF", "no Standard MIDI File"), (whole[:-9], "is it cut"),
                               (whole[:12] + b"\0\0" + whole[14:], "0 ticks"), (b"", "empty"),
                               (midi_file([]), "no notes")):
            self.drop("wrong.mid", content)
            self.browser.wait(f"document.getElementById('song-report').textContent.includes({words!r})")

    def test_tracks_of_a_host_are_renamed_played_and_removed(self):
        musician = os.path.join(PLUGINS, "Parlando Musician.clap")
        synth = os.path.join(PLUGINS, "Attacca Poly Mod Synth.vst3")
        if not os.path.exists(musician) or not os.path.exists(synth):
            self.skipTest("the plugins are not built")
        script = os.path.join(self.conductor.folder, "names.txt")
        with open(script, "w", encoding="utf-8") as file:
            file.write('track 1\n2.0 name "Oboe d\'amore" color #227755\n')
        wav = os.path.join(self.conductor.folder, "heard.wav")
        host = subprocess.Popen(
            [ATTACCA, "run", "--json", "--profile", "sleeps-when-silent", "--signal", "silence", "--seconds", "6",
             "--script", script, "--output", wav, "--track", "Oboe", "Bassoon", "--color", "#ff0066", "--",
             f"{musician} -> {synth}", f"{musician} -> {synth}"],
            env={**os.environ, **self.conductor.addresses, "DISPLAY": ""}, stdout=subprocess.PIPE)
        self.browser.wait(f"{card('Oboe')} && {card('Bassoon')}")
        self.assertEqual(self.browser.value(f"{card('Oboe')}.style.getPropertyValue('--track')"), "#ff0066")
        self.browser.wait(card("Oboe d'amore"))
        self.assertEqual(self.browser.value(f"""{card("Oboe d'amore")}.style.getPropertyValue('--track')"""), "#227755")
        self.browser.value(f"{card('Bassoon')}.querySelector('.who').click()")
        self.browser.value("window.lit = 0; new MutationObserver(() => window.lit += document.querySelectorAll('.card.lit').length)"
                           ".observe(document.getElementById('cards'), { subtree: true, attributes: true })")
        self.browser.wait("!document.querySelector('#piano [data-key=\"60\"]').disabled")
        self.browser.value("document.querySelector('#piano [data-key=\"60\"]').focus()")
        self.browser.key("Enter", text="\r", seconds=0.3)
        self.browser.wait("window.lit > 0")
        report = json.loads(host.communicate(timeout=60)[0])
        self.assertEqual(host.returncode, 0)
        self.browser.wait(f"{card('Bassoon')}.classList.contains('gone')")
        self.assertEqual([one["notes"]["sent"] for one in report["plugins"] if one["place"] == 1], [0, 2])
        self.assertEqual([one["audio_thread_offences"] for one in report["plugins"]], [0, 0, 0, 0])
        # A host that lets silent plugins sleep has not put the musicians to sleep.
        self.assertEqual([one["slept_blocks"] for one in report["plugins"] if one["place"] == 1], [0, 0])
        with open(wav, "rb") as file:
            self.assertTrue(any(file.read()[100:]), "nothing is heard")

    def test_the_transport_shows(self):
        self.browser.wait("document.querySelectorAll('.primary.on').length === 1")
        primary = next(one for one in self.players if one.is_primary)
        self.process.tell_transport(primary, 9.5, tempo=97.0)
        self.browser.wait("document.getElementById('tempo').textContent === '97.0'")
        self.assertEqual(self.browser.value("document.getElementById('rolling').textContent"), "playing")
        self.assertEqual(self.browser.value("document.getElementById('position').textContent.split(' ')[0]"), "3")

    def test_names_are_text_and_never_markup(self):
        self.process.rename(self.players[0], "<img src=x onerror=document.title='broken'>", 1)
        self.browser.wait("document.querySelector('.cards').textContent.includes('onerror')")
        self.assertEqual(self.browser.value("document.title"), "Parlando")
        self.assertEqual(self.browser.value("document.querySelectorAll('.cards img').length"), 0)

    def test_it_works_by_keyboard_and_names_what_it_shows(self):
        unnamed = self.browser.value("""[...document.querySelectorAll('button, input, select, canvas')].filter(one =>
            !(one.textContent.trim() || one.getAttribute('aria-label') || one.closest('label'))).map(one => one.outerHTML)""")
        self.assertEqual(unnamed, [])
        self.browser.value("document.querySelector('.who').focus()")
        self.browser.key("Enter", text="\r")
        self.browser.wait("document.querySelectorAll('.who[aria-pressed=true]').length === 1")
        self.assertFalse(self.browser.value("document.querySelector('#piano button').disabled"))

    def test_wide_and_narrow_dark_and_light(self):
        primary = next(one for one in self.players if one.is_primary)
        self.process.tell_transport(primary, 17.25, tempo=100.0)
        lines = ([76, 74, 72, 71, 72], [67, 65, 64, 62, 64], [60, 59, 57, 55, 55], [48, 43, 45, 43, 36])
        self.drop("quartet.mid", midi_file([(one[0], line) for one, line in zip(QUARTET, lines)]))
        self.browser.wait("document.querySelectorAll('#parts li').length === 4")
        self.browser.value(f"{card('Viola')}.querySelector('.who').click()")
        self.browser.value("document.getElementById('play').click()")
        time.sleep(2.2)
        for scheme in ("light", "dark"):
            self.browser.scheme(scheme)
            for name, width, height in (("wide", 1280, 800), ("narrow", 390, 844)):
                self.browser.size(width, height, is_mobile=name == "narrow")
                time.sleep(0.15)
                self.assertLessEqual(self.browser.value("document.documentElement.scrollWidth"), width)
                self.picture(f"{name}-{scheme}")

    def test_first_paint_and_size(self):
        self.browser.wait("performance.getEntriesByName('first-contentful-paint').length > 0")
        paint = self.browser.value("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        size = self.browser.value("performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((sum, one) => sum + one.transferSize, 0)")
        print(f"first paint after {paint:.0f} ms, {size / 1000:.1f} kB in total")
        self.assertLess(size, 200_000)
        foreign = self.browser.value("performance.getEntriesByType('resource').filter(one => !one.name.startsWith(location.origin)).length")
        self.assertEqual(foreign, 0)

    def test_500_musicians_do_not_make_it_stutter(self):
        many = [Musician(f"Desk {i}", (i * 2654435761) & 0xFFFFFF) for i in range(500)]
        process = self.join(many)
        self.browser.wait("document.querySelectorAll('.card:not(.gone)').length >= 504", seconds=20)
        self.browser.value("""window.frames_ = []; window.last_ = performance.now(); (function step() {
            const now = performance.now(); window.frames_.push(now - window.last_); window.last_ = now; requestAnimationFrame(step);
        })()""")
        for i, one in enumerate(many):
            process.rename(one, f"Desk {i}, renamed", (i * 40503) & 0xFFFFFF)
            if i % 50 == 49:
                time.sleep(0.05)
        self.browser.wait(f"{card('Desk 499, renamed')}", seconds=20)
        self.picture("wide-500")
        frames = sorted(self.browser.value("window.frames_"))
        print(f"500 renames: {len(frames)} frames, median {statistics.median(frames):.1f} ms, "
              f"99 % {frames[int(len(frames) * 0.99) - 1]:.1f} ms, longest {frames[-1]:.1f} ms")
        for one in many:
            process.remove(one)


class WithAKey(unittest.TestCase):
    """Where others can reach the conductor."""

    @classmethod
    def setUpClass(cls):
        cls.conductor = Conductor(PROGRAM, key="open sesame", listen="0.0.0.0")
        cls.addClassCleanup(cls.conductor.close)
        cls.address = f"http://127.0.0.1:{cls.conductor.page_port}/"

    def setUp(self):
        self.browser = chromium.Chromium()
        self.addCleanup(self.browser.close)

    def enter(self, key):
        self.browser.wait("document.getElementById('key-dialog')?.open")
        self.browser.value(f"document.getElementById('key').value = {key!r}")
        self.browser.value("document.querySelector('#key-dialog button').click()")

    def test_the_page_asks_for_the_key_until_it_is_right(self):
        self.browser.open(self.address)
        self.enter("wrong")
        self.browser.wait("document.getElementById('status').textContent.includes('not the conductor')")
        self.enter("open sesame")
        self.browser.wait("document.getElementById('status').textContent === 'Connected'")

    def test_a_key_in_the_address_is_used_and_does_not_stay_there(self):
        self.browser.open(self.address + "#key=open%20sesame")
        self.browser.wait("document.getElementById('status')?.textContent === 'Connected'")
        self.assertEqual(self.browser.value("location.href"), self.address)


if __name__ == "__main__":
    if not chromium.is_there():
        print("skipped: there is no Chromium")
        sys.exit(77)
    unittest.main()
