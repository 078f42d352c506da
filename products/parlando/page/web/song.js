// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A MIDI file that was dropped or opened: its parts, who plays which, and playing it.

import { readMidiFile } from "./midi_file.js";

const kMostBytes = 8 << 20;
const plain = (name) => name.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "");

// How well a part's name fits a musician's: 3 the same, 2 one holds the other, 0 not at all.
function likeness(part, musician) {
  const names = [musician.name, ...(musician.aliases ?? []), musician.instrument].map(plain).filter(Boolean);
  const wanted = plain(part);
  if (names.includes(wanted)) return 3;
  return names.some((name) => wanted && (name.includes(wanted) || wanted.includes(name))) ? 2 : 0;
}

export class Song {
  #connection;
  #orchestra;
  #file = null; // { name, parts, tempo, beats }
  #map = []; // of each part: the id of a musician, or null
  #phrase = null;
  #by = (id) => document.getElementById(id);

  constructor(connection, orchestra) {
    this.#connection = connection;
    this.#orchestra = orchestra;
    this.#by("file").onchange = (event) => this.open(event.target.files[0]);
    this.#by("play").onclick = () => this.#play();
    this.#by("stop").onclick = () => this.#stop();
    orchestra.addEventListener("members", () => this.#show());
    orchestra.addEventListener("part", ({ detail }) => this.#assign(detail.part, detail.id));
    document.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) document.body.classList.remove("dropping");
    });
    document.addEventListener("drop", (event) => {
      document.body.classList.remove("dropping");
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      this.open(event.dataTransfer.files[0]);
    });
  }

  async open(file) {
    if (!file) return;
    try {
      if (file.size > kMostBytes) throw new Error("the file is larger than 8 MiB");
      const song = readMidiFile(await file.arrayBuffer());
      this.#file = { name: file.name, ...song };
      await this.#match();
      this.#tell("");
    } catch (error) {
      this.#tell(`${file.name}: ${error.message}`);
    }
    this.#show();
  }

  ended(phrase) {
    if (phrase.phrase !== this.#phrase) return;
    this.#phrase = null;
    this.#by("stop").disabled = true;
    const late = phrase.late > 0 ? `, ${phrase.late} of them late` : ", none late";
    const missed = phrase.unreachable > 0 ? `; ${phrase.unreachable} messages found no musician` : "";
    this.#tell(`${phrase.state === "done" ? "Played" : "Stopped"}: ${phrase.notes_sounded} of ${phrase.notes} notes sounded${late}${missed}.`);
  }

  // What the conductor remembers of this file first, then the most alike names.
  async #match() {
    const there = this.#orchestra.musicians.filter((one) => !one.gone);
    const known = await this.#connection.ask({ do: "map", file: this.#file.name }).catch(() => ({ parts: {} }));
    this.#map = this.#file.parts.map((part) => {
      const wanted = known.parts[part.name];
      const kept = there.find((one) => one.id === wanted || one.name === wanted);
      if (kept) return kept.id;
      let best = null;
      for (const one of there) {
        const fits = likeness(part.name, one);
        if (fits > (best?.fits ?? 0)) best = { fits, id: one.id };
      }
      return best?.id ?? null;
    });
    if (there.length === 1) this.#map = this.#map.map((id) => id ?? there[0].id);
  }

  #assign(part, id) {
    if (!this.#file || !(part in this.#map)) return;
    this.#map[part] = id;
    const parts = {};
    this.#file.parts.forEach((one, i) => {
      if (this.#map[i]) parts[one.name] = this.#map[i];
    });
    this.#connection.ask({ do: "map", file: this.#file.name, parts }).catch((error) => this.#tell(error.message));
    this.#show();
  }

  #show() {
    if (!this.#file) return;
    this.#by("song-text").textContent = `${this.#file.name}: ${this.#file.parts.length} parts, ${Math.ceil(this.#file.beats)} beats. Drag a part onto a card, or choose.`;
    const musicians = this.#orchestra.musicians.filter((one) => !one.gone);
    const rows = this.#file.parts.map((part, index) => {
      const row = document.createElement("li");
      row.draggable = true;
      row.ondragstart = (event) => event.dataTransfer.setData("application/x-parlando-part", String(index));
      row.classList.toggle("unmapped", !this.#map[index]);
      const name = document.createElement("span");
      name.textContent = part.name;
      const about = document.createElement("span");
      about.className = "part-about";
      about.textContent = `${part.notes} notes`;
      const select = document.createElement("select");
      select.setAttribute("aria-label", `Musician for ${part.name}`);
      select.append(new Option("nobody", ""));
      for (const one of musicians) select.append(new Option(one.name, one.id, false, one.id === this.#map[index]));
      select.onchange = () => this.#assign(index, select.value || null);
      row.append(name, about, select);
      return row;
    });
    // A list that is being chosen from stays as it is.
    if (!this.#by("parts").contains(document.activeElement) || rows.length !== this.#by("parts").children.length) {
      this.#by("parts").replaceChildren(...rows);
    }
    this.#by("parts").hidden = this.#by("song-actions").hidden = false;
    this.#by("play").disabled = !this.#map.some(Boolean);
    const plays = new Map();
    this.#file.parts.forEach((part, i) => {
      if (this.#map[i]) plays.set(this.#map[i], [...(plays.get(this.#map[i]) ?? []), part.name]);
    });
    this.#orchestra.showParts(plays);
  }

  async #play() {
    const parts = this.#file.parts.map((part, i) => ({ to: this.#map[i], events: part.events })).filter((part) => part.to);
    const withDaw = this.#by("daw").checked;
    const clock = withDaw ? { clock: "daw", start: "bar" } : { tempo: this.#file.tempo };
    try {
      const answer = await this.#connection.ask({ do: "play", name: this.#file.name, parts, ...clock });
      this.#phrase = answer.phrase;
      this.#by("stop").disabled = false;
      const skipped = this.#file.parts.length - parts.length;
      this.#tell(`Playing ${this.#file.name}${skipped > 0 ? `; ${skipped} parts have nobody` : ""}.`);
    } catch (error) {
      this.#tell(error.message);
    }
  }

  #stop() {
    if (this.#phrase === null) return;
    this.#connection.ask({ do: "stop", phrase: this.#phrase }).catch((error) => this.#tell(error.message));
  }

  #tell(words) {
    this.#by("song-report").textContent = words;
  }
}
