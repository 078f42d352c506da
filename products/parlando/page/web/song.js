// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

// A MIDI file that was dropped or opened: its parts, who plays which, and playing it. The conductor
// reads it and says what its parts are, as for everybody else.

const kMostBytes = 16 << 20; // of the conductor's reader

async function base64(file) {
  const reader = new FileReader();
  return new Promise((resolve, refuse) => {
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => refuse(new Error("the browser cannot read it"));
    reader.readAsDataURL(file);
  });
}

export class Song {
  #connection;
  #orchestra;
  #data = ""; // base64
  #file = null; // as the conductor has it: { file, name, parts, beats, … }
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
      if (file.size === 0) throw new Error("the file is empty");
      if (file.size > kMostBytes) throw new Error("the file is larger than 16 MiB");
      const data = await base64(file);
      const song = await this.#connection.ask({ do: "midi", data, name: file.name });
      this.#data = data;
      this.#file = song;
      this.#map = song.parts.map((part) => part.to);
      this.#tell(song.parts.length === 0 ? `${file.name}: it has no notes` : song.remarks.join(" "));
    } catch (error) {
      this.#tell(`${file.name}: ${error.message.replace(/^midi: /, "")}`);
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

  // Of each part by its number, which no two share; null is nobody.
  #byNumber(map) {
    return Object.fromEntries(map.map((id, i) => [i + 1, id]));
  }

  #assign(part, id) {
    if (!this.#file || !(part in this.#map)) return;
    this.#map[part] = id;
    this.#connection.ask({ do: "map", file: this.#file.name, parts: this.#byNumber(this.#map) }).catch((error) => this.#tell(error.message));
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
    // Who has gone plays nothing.
    const map = this.#byNumber(this.#map.map((id) => (this.#orchestra.find(id)?.gone === false ? id : null)));
    const clock = this.#by("daw").checked ? { clock: "daw", start: "bar" } : {};
    const play = () => this.#connection.ask({ do: "play", file: this.#file.file, map, ...clock });
    try {
      const answer = await play().catch(async () => {
        // A conductor that has begun anew, or opened many others since, does not have it any more.
        this.#file = await this.#connection.ask({ do: "midi", data: this.#data, name: this.#file.name, map });
        return play();
      });
      this.#phrase = answer.phrase;
      this.#by("stop").disabled = false;
      const skipped = Object.values(map).filter((id) => id === null).length;
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
