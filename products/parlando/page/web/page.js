// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// Puts the parts of the page together: what the conductor pushes goes to whom it concerns.

import { Connection } from "./connection.js";
import { Orchestra } from "./orchestra.js";
import { Piano, nameOfKey } from "./piano.js";
import { Roll } from "./roll.js";
import { Song } from "./song.js";

const by = (id) => document.getElementById(id);
const connection = new Connection();
const orchestra = new Orchestra(by("cards"));
const roll = new Roll(by("roll"));
const song = new Song(connection, orchestra);
let tempo = 120;

const say = (words, isLost = false) => {
  by("status").textContent = words;
  by("status").classList.toggle("lost", isLost);
};
const ask = (request) => connection.ask(request).catch((error) => connection.isOpen && say(error.message, true));

// Who plays each note that is held: whoever is chosen when it ends, it ends where it began.
const players = new Map(); // number of the note → id
const piano = new Piano(
  by("piano"),
  (key, velocity, note) => {
    if (!orchestra.chosen) return;
    players.set(note, orchestra.chosen.id);
    ask({ do: "send", to: orchestra.chosen.id, event: { kind: "on", key, velocity, note } });
  },
  (key, note) => {
    const to = players.get(note);
    players.delete(note);
    if (to !== undefined) ask({ do: "send", to, event: { kind: "off", key, note } });
  },
);
piano.enable(false);
by("lower").onclick = () => (by("octave").value = piano.shift(-1));
by("higher").onclick = () => (by("octave").value = piano.shift(1));
by("silence").onclick = () => ask({ do: "stop" });
by("find").oninput = (event) => orchestra.filter(event.target.value);

orchestra.addEventListener("chosen", () => {
  by("piano-who").textContent = orchestra.chosen?.name ?? "choose a musician";
  piano.enable(orchestra.chosen !== null);
});
orchestra.addEventListener("members", countMembers);

function countMembers() {
  const there = orchestra.musicians.filter((one) => !one.gone).length;
  by("count").textContent = there === 0 ? "" : `${there} ${there === 1 ? "musician" : "musicians"}`;
  by("nobody").hidden = orchestra.musicians.length > 0;
  if (orchestra.chosen) by("piano-who").textContent = orchestra.chosen.name;
}

function showTransport(transport) {
  const known = transport.known;
  if (known && transport.tempo) tempo = transport.tempo;
  const rolling = by("rolling");
  const words = !known ? "no timeline" : transport.recording ? "recording" : transport.playing ? "playing" : "stopped";
  if (rolling.textContent !== words) rolling.textContent = words;
  rolling.classList.toggle("on", known && transport.playing);
  rolling.classList.toggle("recording", known && transport.recording);
  by("tempo").textContent = known && transport.tempo ? transport.tempo.toFixed(1) : "–";
  by("signature").textContent = known ? transport.signature.join("/") : "–";
  if (!known) return void (by("position").textContent = "–");
  const [numerator, denominator] = transport.signature;
  const bar = Math.round(transport.bar_start / ((numerator * 4) / denominator)) + 1;
  const beat = Math.floor(((transport.beat - transport.bar_start) * denominator) / 4) + 1;
  by("position").textContent = `${bar} . ${beat}`;
}

// `length` in beats of the DAW's timeline, `length_ms` of what was timed by the clock; none where it
// ends later.
function sounded(id, { key, length = null, length_ms = null }) {
  const musician = orchestra.find(id);
  const milliseconds = length_ms ?? (length === null ? 250 : (length * 60000) / tempo);
  orchestra.light(id, milliseconds);
  if (key === undefined) return;
  roll.add(key, milliseconds, musician?.color);
  by("last-note").textContent = `${musician?.name ?? id}: ${nameOfKey(key)}`;
}

const handlers = {
  musician: ({ musician }) => orchestra.put(musician),
  left: ({ id }) => (orchestra.leave(id), countMembers()),
  link: ({ process }) => orchestra.setLink(process),
  primary: ({ id }) => orchestra.setPrimary(id),
  transport: ({ transport }) => showTransport(transport),
  played: (event) => sounded(event.id, event),
  heard: ({ id, note }) => note.source === "daw" && sounded(id, note),
  phrase: (phrase) => song.ended(phrase),
  session: () => refresh(),
};

async function refresh() {
  const [list, transport] = await Promise.all([connection.ask({ do: "list" }), connection.ask({ do: "transport" })]);
  orchestra.reset(list.musicians);
  showTransport(transport);
  countMembers();
}

connection.addEventListener("pushed", ({ detail }) => handlers[detail.event]?.(detail));
connection.addEventListener("open", async () => {
  try {
    await connection.ask({ do: "subscribe" });
    await refresh();
    orchestra.setConnected(true);
    say("Connected");
  } catch (error) {
    // Where it was closed meanwhile, that says why.
    if (connection.isOpen) say(error.message, true);
  }
});
connection.addEventListener("lost", () => {
  orchestra.setConnected(false);
  piano.releaseAll();
  say("The conductor is not there; trying again", true);
});
for (const kind of ["nokey", "wrongkey"]) {
  connection.addEventListener(kind, () => {
    orchestra.setConnected(false);
    say(kind === "nokey" ? "The conductor wants its key" : "That key is not the conductor's", true);
    if (!by("key-dialog").open) by("key-dialog").showModal();
  });
}
by("key-form").onsubmit = () => connection.useKey(by("key").value);
connection.open();
